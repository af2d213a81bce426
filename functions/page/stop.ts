import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { stop } from '#lib/page/routes.ts';
import { refuseStop } from '#lib/page/stop/refuse-stop.ts';
import { stopPage } from '#lib/page/stop/stop-page.ts';
import { stopReaderOf } from '#lib/page/stop/stop-reader.ts';

export const handler = defineEndpoint(stop, refuseStop, {}, async ({ event, settings }) => {
  const reader = await stopReaderOf(event, settings);
  return answerPage(200, stopPage(reader, /\/not-me\b/.test(event.rawPath) ? 'disown' : 'cancel'), reader);
});
