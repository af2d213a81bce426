import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, refuseByTable } from '#lib/http/dialect.ts';
import { parsePairs, readBody } from '#lib/http/read-body.ts';
import { readQuery } from '#lib/http/read-parameters.ts';
import type { ApplicationFailures } from '#lib/reset/errors.ts';
import { currentSettings, parseSettings, type Settings } from '#lib/settings/settings.ts';
import { formatDuration } from '#lib/wording/format-time.ts';
import { writing } from '#lib/wording/writing.ts';
import { answerPage } from './answer-page.ts';
import { type FormFault, forgotPage, noticePage } from './forgot-page.ts';
import { type Html, html, sentence } from './html.ts';
import { type PageRealm, pageRealms } from './identifier.ts';
import { type Reader, readerOf } from './reader.ts';
import type { OtherSiteFailures } from './refuse-other-sites.ts';

type Message = { title: string; text: Html };

/** The pages look up no account, token or application and set no password, and their paths have no parameters. */
type Impossible =
  | keyof ApplicationFailures
  | 'account-not-found'
  | 'account-externally-managed'
  | 'token-refused'
  | 'password-refused'
  | 'path-refused'
  | 'parameters-refused';

export const refuse = refuseByTable<Omit<Failures, Impossible> & OtherSiteFailures, Promise<RouteAnswer>>({
  'body-refused': (_detail, _routeId, event) => formAgain(400, event, true),
  'body-unreadable': (_detail, _routeId, event) => unreadable(400, event),
  'body-too-large': (_detail, _routeId, event) => unreadable(413, event),
  'sent-by-another-site': (_detail, _routeId, event) => formAgain(403, event, false),
  'too-many-requests': ({ retryAfterSeconds }, _routeId, event) => {
    const say = ({ language, words }: Reader): Message => {
      const wait = formatDuration(Math.ceil(retryAfterSeconds / 60) * 60_000, writing[language].locale);
      return { title: words.busyTitle, text: html`<p>${sentence(words.tooManyText, { wait })}</p>` };
    };
    return notice(429, event, say, { 'Retry-After': String(retryAfterSeconds) });
  },
  'query-refused': failed,
  unexpected: failed,
});

/** The answer to anything that is our fault. */
function failed(_detail: unknown, _routeId: string, event: APIGatewayProxyEventV2): Promise<RouteAnswer> {
  return notice(500, event, ({ words }) => ({ title: words.failedTitle, text: html`<p>${words.failedText}</p>` }));
}

function unreadable(status: number, event: APIGatewayProxyEventV2): Promise<RouteAnswer> {
  return notice(status, event, ({ words }) => ({ title: words.forgotTitle, text: html`<p>${words.unreadable}</p>` }));
}

/** Answers with a message and a link back to the form. */
async function notice(
  status: number,
  event: APIGatewayProxyEventV2,
  say: (reader: Reader) => Message,
  headers: RouteAnswer['headers'] = {},
): Promise<RouteAnswer> {
  const reader = await readerIn(event);
  return answerPage(status, noticePage(reader, { ...say(reader), only: onlyIn(event) }), reader, { headers });
}

const faultOf: { readonly [realm in PageRealm]: FormFault } = { 'crafter-studio': 'noUsername', 'traffic-ops': 'noAddress' };

/** Answers with the form as it was sent. */
async function formAgain(status: number, event: APIGatewayProxyEventV2, hasFault: boolean): Promise<RouteAnswer> {
  const reader = await readerIn(event);
  const { realm, identifier } = sentForm(event);
  const fault = realm === undefined ? 'nameNoAccount' : faultOf[realm];
  const filled = { only: onlyIn(event), chosen: realm, identifier, fault: hasFault ? fault : undefined };
  return answerPage(status, forgotPage(reader, filled), reader);
}

function readerIn(event: APIGatewayProxyEventV2): Promise<Reader> {
  return readerOf(event, settingsOrDefaults());
}

/** The page that says that something went wrong must also work if the settings are wrong. */
function settingsOrDefaults(): Settings {
  try {
    return currentSettings();
  } catch {
    return parseSettings({});
  }
}

/** The only product that the page asks about, from its address. */
function onlyIn(event: APIGatewayProxyEventV2): string | undefined {
  return [readQuery(event).realm].flat()[0];
}

function sentForm(event: APIGatewayProxyEventV2): { realm: PageRealm | undefined; identifier: string } {
  try {
    const { realm, identifier } = parsePairs(readBody(event));
    return { realm: pageRealms.find((each) => each === [realm].flat()[0]), identifier: [identifier].flat()[0] ?? '' };
  } catch {
    return { realm: undefined, identifier: '' };
  }
}
