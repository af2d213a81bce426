import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { currentSettings, parseSettings, type Settings } from '#lib/config.ts';
import type { Answer } from '#lib/http/answer.ts';
import { readQuery } from '#lib/http/call.ts';
import { type Failures, refuseInWords } from '#lib/http/dialect.ts';
import { parsePairs, readBody } from '#lib/http/read-body.ts';
import { formatDuration } from '#lib/wording/format-duration.ts';
import { writing } from '#lib/wording/writing.ts';
import { answerPage } from './answer-page.ts';
import { type FormFault, forgotPage, noticePage } from './forgot-page.ts';
import { html, sentence } from './html.ts';
import { type PageRealm, pageRealms } from './identifier.ts';
import { type Reader, readerOf } from './reader.ts';
import type { OtherSiteFailures } from './refuse-other-sites.ts';

type Word = (detail: unknown, routeId: string, event: APIGatewayProxyEventV2) => Promise<Answer>;

/** It was our fault, whatever it was. */
const failed: Word = async (_detail, _routeId, event) => {
  const reader = await readerIn(event);
  const { failedTitle: title, failedText } = reader.words;
  return answerPage(500, noticePage(reader, { title, text: html`<p>${failedText}</p>`, only: onlyIn(event) }), reader);
};

/** The form again, as it was sent. */
const formAgain = async (status: number, event: APIGatewayProxyEventV2, hasFault: boolean): Promise<Answer> => {
  const reader = await readerIn(event);
  const { realm, identifier } = sentForm(event);
  const fault = realm === undefined ? 'nameNoAccount' : faultOf[realm];
  const filled = { only: onlyIn(event), chosen: realm, identifier, fault: hasFault ? fault : undefined };
  return answerPage(status, forgotPage(reader, filled), reader);
};

const unreadable = async (status: number, event: APIGatewayProxyEventV2): Promise<Answer> => {
  const reader = await readerIn(event);
  const { forgotTitle: title, unreadable: text } = reader.words;
  return answerPage(status, noticePage(reader, { title, text: html`<p>${text}</p>`, only: onlyIn(event) }), reader);
};

const faultOf: { readonly [realm in PageRealm]: FormFault } = { 'crafter-studio': 'noUsername', 'traffic-ops': 'noAddress' };

export const refuse = refuseInWords<Failures & OtherSiteFailures, Promise<Answer>>({
  'body-refused': (_detail, _routeId, event) => formAgain(400, event, true),
  'body-unreadable': (_detail, _routeId, event) => unreadable(400, event),
  'body-too-large': (_detail, _routeId, event) => unreadable(413, event),
  'sent-by-another-site': (_detail, _routeId, event) => formAgain(403, event, false),
  'too-many-requests': async ({ retryAfterSeconds }, _routeId, event) => {
    const reader = await readerIn(event);
    const { language, words } = reader;
    const wait = formatDuration(Math.ceil(retryAfterSeconds / 60) * 60_000, writing[language].locale);
    const text = html`<p>${sentence(words.tooManyText, { wait })}</p>`;
    const page = noticePage(reader, { title: words.busyTitle, text, only: onlyIn(event) });
    return answerPage(429, page, reader, { headers: { 'Retry-After': String(retryAfterSeconds) } });
  },
  'query-refused': failed,
  'path-refused': failed,
  prefetched: failed,
  'account-not-found': failed,
  'account-externally-managed': failed,
  'access-token-missing': failed,
  'access-token-unknown': failed,
  'access-token-expired': failed,
  'action-denied': failed,
  'link-refused': failed,
  'token-refused': failed,
  'password-refused': failed,
  unexpected: failed,
});

function readerIn(event: APIGatewayProxyEventV2): Promise<Reader> {
  return readerOf(event, settingsOrDefaults());
}

/** The page that says that something went wrong has to be there when the settings are what is wrong. */
function settingsOrDefaults(): Settings {
  try {
    return currentSettings();
  } catch {
    return parseSettings({});
  }
}

/** The product that the page asks about alone, as its address says. */
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
