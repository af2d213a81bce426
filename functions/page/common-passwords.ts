import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerCommonPasswords } from '#lib/page/answer-common-passwords.ts';
import { refuse } from '#lib/page/refuse.ts';
import { commonPasswords } from '#lib/page/routes.ts';

export const handler = defineEndpoint(commonPasswords, refuse, {}, ({ header }) =>
  answerCommonPasswords(header('accept-encoding')),
);
