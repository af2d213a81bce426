import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerCommonPasswords } from '#lib/page/answer-common-passwords.ts';
import { refuse } from '#lib/page/refuse.ts';
import { commonPasswords } from '#lib/page/routes.ts';
import { calendarWords } from '#lib/passwords/calendar-words.ts';

<<<<<<< HEAD
export const handler = defineEndpoint(commonPasswords, refuse, {}, async () => {
  const list = await import('#lib/passwords/common-passwords.ts');
  const body = `${list.commonPasswords}\n${calendarWords}\n`;
  return { status: 200, headers: { 'Content-Type': 'text/plain; charset=utf-8' }, body };
});
=======
export const handler = defineEndpoint(commonPasswords, refuse, {}, ({ header }) =>
  answerCommonPasswords(header('accept-encoding')),
);
>>>>>>> main
