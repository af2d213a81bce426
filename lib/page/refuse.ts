import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { currentSettings, parseSettings, type Settings } from '#lib/config.ts';
import type { Answer } from '#lib/http/answer.ts';
import { type Failures, refuseInWords } from '#lib/http/dialect.ts';
import { parsePairs, readBody } from '#lib/http/read-body.ts';
import { formatDuration } from '#lib/wording/format-duration.ts';
import { writing } from '#lib/wording/writing.ts';
import { answerPage } from './answer-page.ts';
import { type FormFault, forgotPage, troublePage } from './forgot-page.ts';
import { type PageRealm, pageRealms } from './identifier.ts';
import { type Reader, readerOf } from './reader.ts';

type Word = (detail: unknown, routeId: string, event: APIGatewayProxyEventV2) => Promise<Answer>;

/** It was our fault, whatever it was. */
const failed: Word = async (_detail, _routeId, event) => {
  const reader = await readerIn(event);
  return answerPage(500, troublePage(reader, reader.words.failedTitle, reader.words.failedText), reader);
};

/** The form again, as it was sent, with what is wrong with it. */
const formRefused: Word = async (_detail, _routeId, event) => {
  const reader = await readerIn(event);
  const { realm, identifier } = sentForm(event);
  const fault = realm === undefined ? 'nameNoAccount' : faultOf[realm];
  return answerPage(400, forgotPage(reader, { realm, identifier, fault }), reader);
};

const faultOf: { readonly [realm in PageRealm]: FormFault } = { 'crafter-studio': 'noUsername', 'traffic-ops': 'noAddress' };

export const refuse = refuseInWords<Failures, Promise<Answer>>({
  'body-refused': formRefused,
  'body-unreadable': formRefused,
  'body-too-large': async (_detail, _routeId, event) => {
    const reader = await readerIn(event);
    return answerPage(413, forgotPage(reader, { fault: 'nameNoAccount' }), reader);
  },
  'too-many-requests': async ({ retryAfterSeconds }, _routeId, event) => {
    const reader = await readerIn(event);
    const { language, words } = reader;
    const wait = formatDuration(Math.ceil(retryAfterSeconds / 60) * 60_000, writing[language].locale);
    const page = troublePage(reader, words.busyTitle, words.tooManyText.replace('{wait}', wait));
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

function sentForm(event: APIGatewayProxyEventV2): { realm: PageRealm | undefined; identifier: string } {
  try {
    const { realm, identifier } = parsePairs(readBody(event));
    return { realm: pageRealms.find((each) => each === [realm].flat()[0]), identifier: [identifier].flat()[0] ?? '' };
  } catch {
    return { realm: undefined, identifier: '' };
  }
}
