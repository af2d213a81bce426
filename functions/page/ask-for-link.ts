import { dynamoLimits } from '#lib/dynamo/dynamo-limits.ts';
import { dynamoResetRequests } from '#lib/dynamo/dynamo-reset-requests.ts';
import { defineEndpoint } from '#lib/http/endpoint.ts';
import { requireOwnPage } from '#lib/http/refuse-other-sites.ts';
import { answerPage } from '#lib/page/answer-page.ts';
import { requireIdentifier, requireProduct } from '#lib/page/identifier.ts';
import { languageChosenIn, readerOf } from '#lib/page/reader.ts';
import { refuse } from '#lib/page/refuse.ts';
import { askForLink } from '#lib/page/routes.ts';
import { sentPage } from '#lib/page/sent-page.ts';
import { timeZoneIn } from '#lib/page/time-zone.ts';
import { admitAddress } from '#lib/reset/limits.ts';
import { requestReset } from '#lib/reset/request-reset.ts';

const adapters = { limits: dynamoLimits, resetRequests: dynamoResetRequests };

export const handler = defineEndpoint(askForLink, refuse, adapters, async ({ ports, event, settings, ...call }) => {
  requireOwnPage(call.header);
  const named = call.body();
  requireProduct(named.realm, settings);
  const account = { realm: named.realm, ...requireIdentifier(named) };
  const admission = admitAddress(ports.limits, call.caller);
  const languages = languageChosenIn(event) ?? call.metadata.languages;
  const metadata = { ...call.metadata, languages, timeZone: timeZoneIn(named.zone) };
  const asking = await requestReset(ports, { ...metadata, ...account, admission });
  const reader = await readerOf(event, settings);
  const page = sentPage(reader, { only: call.query().realm, realm: account.realm, typed: account.typed });
  return answerPage(200, page, reader, { notes: { asking } });
});
