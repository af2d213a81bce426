import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { readerOf } from '#lib/page/reader.ts';
import { refuse } from '#lib/page/refuse.ts';
import { cutLinkPage, resetPage } from '#lib/page/reset-page.ts';
import { resetPassword } from '#lib/page/routes.ts';

export const handler = defineEndpoint(resetPassword, refuse, {}, async ({ event, settings }) => {
  const reader = await readerOf(event, settings);
  const { page } = event.pathParameters ?? {};
  const isOther = page !== undefined && !page.startsWith('reset-password');
  return isOther ? answerPage(404, cutLinkPage(reader), reader) : answerPage(200, resetPage(reader), reader);
});
