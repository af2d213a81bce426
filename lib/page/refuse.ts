import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { RouteAnswer } from '#lib/http/answer.ts';
import { type Failures, type RefusalTable, refuseByTable } from '#lib/http/dialect.ts';
import { parsePairs, readBody } from '#lib/http/read-body.ts';
import { readQuery } from '#lib/http/read-parameters.ts';
import type { OtherSiteFailures } from '#lib/http/refuse-other-sites.ts';
import type { ApplicationFailures } from '#lib/reset/errors.ts';
import { typedName } from '#lib/reset/typed-name.ts';
import { currentSettings, parseSettings, type Settings } from '#lib/settings/settings.ts';
import { formatDuration } from '#lib/wording/format-time.ts';
import { writing } from '#lib/wording/writing.ts';
import { answerPage } from './answer-page.ts';
import { namedBy, type PageRealm } from './asked-realms.ts';
import { type FormFaults, forgotPage } from './forgot-page.ts';
import { type Html, html, sentence } from './html.ts';
import { icon } from './icons.ts';
import { noticePage } from './notice-page.ts';
import { formAddress, formBeside, realmNamed } from './page-address.ts';
import { type Reader, readerOf } from './reader.ts';
import { resetPassword } from './routes.ts';

type Message = { title: string; text: Html; image: Html };

/** The pages look up no account and no application, and set no password. Their schemas refuse no path and no query. */
type Impossible =
  | keyof ApplicationFailures
  | 'account-not-found'
  | 'account-externally-managed'
  | 'token-refused'
  | 'password-refused'
  | 'outcome-unknown'
  | 'path-refused'
  | 'query-refused'
  | 'parameters-refused';

type PageFailures = Omit<Failures, Impossible> & OtherSiteFailures;

export const pageRefusals: RefusalTable<PageFailures, Promise<RouteAnswer>> = {
  'body-refused': ({ isMissing }, _routeId, event) => formAgain(400, event, isMissing ? 'missing' : 'wrong'),
  'body-unreadable': (_detail, routeId, event) => unreadable(400, routeId, event),
  'body-too-large': (_detail, routeId, event) => unreadable(413, routeId, event),
  'past-the-proxy': (_detail, routeId, event) => failed(403, routeId, event),
  'sent-by-another-site': (_detail, _routeId, event) => formAgain(403, event, null),
  'too-many-requests': ({ retryAfterSeconds }, routeId, event) => {
    const say = ({ language, words }: Reader): Message => {
      const wait = formatDuration(Math.ceil(retryAfterSeconds / 60) * 60_000, writing[language].locale);
      const text = html`<p>${sentence(words.tooManyText, { wait })}</p>`;
      return { title: words.busyTitle, text, image: icon('exclamation', 'attention') };
    };
    return notice(429, { routeId, event }, say, { 'Retry-After': String(retryAfterSeconds) });
  },
  unexpected: (_detail, routeId, event) => failed(500, routeId, event),
};

export const refuse = refuseByTable(pageRefusals);

/** The answer to anything that is not the fault of the person who asks. */
function failed(status: number, routeId: string, event: APIGatewayProxyEventV2): Promise<RouteAnswer> {
  return notice(status, { routeId, event }, ({ words }) => ({
    title: words.failedTitle,
    text: html`<p>${words.failedText}</p>`,
    image: icon('cross', 'bad'),
  }));
}

function unreadable(status: number, routeId: string, event: APIGatewayProxyEventV2): Promise<RouteAnswer> {
  return notice(status, { routeId, event }, ({ words }) => ({
    title: words.failedTitle,
    text: html`<p>${words.unreadable}</p>`,
    image: icon('exclamation', 'attention'),
  }));
}

/** Answers with a message and a link back to the form. */
async function notice(
  status: number,
  { routeId, event }: { routeId: string; event: APIGatewayProxyEventV2 },
  say: (reader: Reader) => Message,
  headers: RouteAnswer['headers'] = {},
): Promise<RouteAnswer> {
  const reader = await readerIn(event);
  const page = noticePage(reader, {
    ...say(reader),
    back: formFrom(routeId, event, reader),
    only: realmNamed(onlyIn(event), reader),
  });
  return answerPage(status, page, reader, { headers });
}

/** The address of the form, from the page of a route. Below the path of the reset page, it is as many levels up as the page is down. */
function formFrom(routeId: string, event: APIGatewayProxyEventV2, reader: Reader): string {
  if (routeId !== resetPassword.id) {
    return formAddress(reader, onlyIn(event));
  }
  const { rest } = event.pathParameters ?? {};
  return `${'../'.repeat(rest === undefined ? 0 : rest.split('/').length)}${formBeside(reader)}`;
}

const nameFaults = {
  username: { missing: 'noUsername', wrong: 'badUsername' },
  address: { missing: 'noAddress', wrong: 'noAddress' },
} as const;

/** Answers with the form as it was sent. */
async function formAgain(status: number, event: APIGatewayProxyEventV2, problem: Problem | null): Promise<RouteAnswer> {
  const reader = await readerIn(event);
  const { realm, identifier } = sentForm(event, reader);
  const faults = problem === null ? {} : faultsIn({ realm, identifier }, problem);
  return answerPage(status, forgotPage(reader, { only: onlyIn(event), chosen: realm, identifier, faults }), reader);
}

type Problem = 'missing' | 'wrong';

/** All faults at once, so that nobody sends the form twice to learn of both. */
function faultsIn({ realm, identifier }: SentForm, problem: Problem): FormFaults {
  const isBlank = typedName(identifier) === '';
  if (realm !== undefined) {
    return { identifier: nameFaults[namedBy(realm)][isBlank ? 'missing' : problem] };
  }
  return { realm: 'nameNoAccount', ...(isBlank && { identifier: 'noName' }) };
}

function readerIn(event: APIGatewayProxyEventV2): Promise<Reader> {
  return readerOf(event, settingsOrDefaults());
}

/** The page that says that something went wrong must also work if the settings are wrong. */
export function settingsOrDefaults(): Settings {
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

type SentForm = { realm: PageRealm | undefined; identifier: string };

function sentForm(event: APIGatewayProxyEventV2, reader: Reader): SentForm {
  try {
    const { realm, identifier } = parsePairs(readBody(event));
    return { realm: realmNamed([realm].flat()[0], reader), identifier: [identifier].flat()[0] ?? '' };
  } catch {
    return { realm: undefined, identifier: '' };
  }
}
