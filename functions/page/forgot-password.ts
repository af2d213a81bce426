import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { forgotPage } from '#lib/page/forgot-page.ts';
import { wellKnownPage } from '#lib/page/notice-page.ts';
import { formFromWellKnownPath, wellKnownPath } from '#lib/page/page-address.ts';
import { readerOf } from '#lib/page/reader.ts';
import { refuse } from '#lib/page/refuse.ts';
import { forgotPassword } from '#lib/page/routes.ts';

export const handler = defineEndpoint(forgotPassword, refuse, {}, async ({ event, query, settings }) => {
  const reader = await readerOf(event, settings);
  if (event.rawPath === wellKnownPath) {
    const headers = { Location: formFromWellKnownPath };
    return answerPage(302, wellKnownPage(reader), reader, { headers });
  }
  return answerPage(200, forgotPage(reader, { only: query().realm }), reader);
});
