import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { readerOf } from '#lib/page/reader.ts';
import { refuse } from '#lib/page/refuse.ts';
import { stop } from '#lib/page/routes.ts';
import { stopPage } from '#lib/page/stop-page.ts';

export const handler = defineEndpoint(stop, refuse, {}, async ({ event, settings }) => {
  const reader = await readerOf(event, settings);
  return answerPage(200, stopPage(reader, event.rawPath.includes('not-me') ? 'disown' : 'cancel'), reader);
});
