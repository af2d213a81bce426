import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoNoticeTokens } from '#lib/dynamo/dynamo-notice-tokens.ts';
import { dynamoStops } from '#lib/dynamo/dynamo-stops.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { disownChange as route } from '#lib/page/routes.ts';
import { requireToken } from '#lib/page/stop/given-token.ts';
import { refuseStop } from '#lib/page/stop/refuse-stop.ts';
import { disownedPage } from '#lib/page/stop/stop-page.ts';
import { stopReaderOf } from '#lib/page/stop/stop-reader.ts';
import { disownChange } from '#lib/reset/stop-by-owner.ts';

const adapters = { limits: dynamoLimits, noticeTokens: dynamoNoticeTokens, stops: dynamoStops };

export const handler = defineEndpoint(route, refuseStop, adapters, async ({ ports, event, settings, ...call }) => {
  const { link } = call.body();
  await disownChange(ports, { token: requireToken(link, 'disown'), caller: call.caller, requestId: call.metadata.requestId });
  const reader = await stopReaderOf(event, settings);
  return answerPage(200, disownedPage(reader), reader, { notes: { stopped: 'closed' } });
});
