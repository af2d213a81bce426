import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, type RefusalTable, refuseByTable } from '#lib/http/dialect.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { pageRefusals, settingsOrDefaults } from '#lib/page/refuse.ts';
import { disownChange } from '#lib/page/routes.ts';
import { stopPage, stopRefusedPage } from './stop-page.ts';
import { stopReaderOf } from './stop-reader.ts';

type Refusals = typeof pageRefusals & Pick<RefusalTable<Failures, Promise<RouteAnswer>>, 'token-refused'>;

const refusals: Refusals = {
  ...pageRefusals,
  'body-refused': (_detail, routeId, event) => formAgain(400, routeId, event),
  'body-unreadable': (_detail, routeId, event) => formAgain(400, routeId, event),
  'body-too-large': (_detail, routeId, event) => formAgain(413, routeId, event),
  'token-refused': async (_detail, _routeId, event) => {
    const reader = await stopReaderOf(event, settingsOrDefaults());
    return answerPage(404, stopRefusedPage(reader), reader);
  },
};

/** The answers of the pages that stop something. */
export const refuseStop = refuseByTable(refusals);

async function formAgain(status: number, routeId: string, event: APIGatewayProxyEventV2): Promise<RouteAnswer> {
  const reader = await stopReaderOf(event, settingsOrDefaults());
  const kind = routeId === disownChange.id ? 'disown' : 'cancel';
  return answerPage(status, stopPage(reader, kind, { isFaulty: true }), reader);
}
