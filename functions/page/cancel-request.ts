import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { dynamoStops } from '#lib/dynamo/dynamo-stops.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { cancelRequest as route } from '#lib/page/routes.ts';
import { requireToken } from '#lib/page/stop/given-token.ts';
import { refuseStop } from '#lib/page/stop/refuse-stop.ts';
import { cancelledPage } from '#lib/page/stop/stop-page.ts';
import { stopReaderOf } from '#lib/page/stop/stop-reader.ts';
import { cancelRequest } from '#lib/reset/stop-by-owner.ts';

const adapters = { limits: dynamoLimits, resetTokens: dynamoResetTokens, stops: dynamoStops };

export const handler = defineEndpoint(route, refuseStop, adapters, async ({ ports, event, settings, ...call }) => {
  const { link, hold } = call.body();
  const isHeld = hold !== undefined;
  await cancelRequest(ports, {
    token: requireToken(link, 'cancel'),
    caller: call.caller,
    requestId: call.metadata.requestId,
    holds: isHeld,
  });
  const reader = await stopReaderOf(event, settings);
  return answerPage(200, cancelledPage(reader, { isHeld }), reader, { notes: { stopped: isHeld ? 'held' : 'cancelled' } });
});
