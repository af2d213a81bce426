import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { readerOf } from '#lib/page/reader.ts';
import { refuse } from '#lib/page/refuse.ts';
import { resetPage } from '#lib/page/reset-page.ts';
import { resetPassword } from '#lib/page/routes.ts';

export const handler = defineEndpoint(resetPassword, refuse, {}, async ({ event, settings }) => {
  const reader = await readerOf(event, settings);
  return answerPage(200, resetPage(reader), reader);
});
