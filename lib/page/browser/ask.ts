import { outcomeUnknown } from '#lib/wording/known-sentences.ts';

/** The server's answer, as far as the page distinguishes answers. */
export type Reply =
  | { outcome: 'good'; content: unknown }
  | { outcome: 'link-refused' }
  /** `reason` is the server's text. */
  | { outcome: 'password-refused'; reason: string }
  /** It is unknown whether the password was set, and the link no longer works. */
  | { outcome: 'maybe' }
  | { outcome: 'busy'; waitSeconds: number }
  | { outcome: 'offline' }
  | { outcome: 'failed' };

const patienceMilliseconds = 30_000;
const waitSecondsUntold = 60;

/**
 * Sends JSON to one of the contracts' calls. Never rejects.
 *
 * @param path without a leading slash, so that it keeps any prefix that this page's own path has
 */
export async function ask(method: 'GET' | 'POST' | 'PUT', path: string, body?: object): Promise<Reply> {
  try {
    const response = await fetch(path, {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }),
      signal: AbortSignal.timeout(patienceMilliseconds),
    });
    const text = await response.text();
    return replyOf(response, parsed(text));
  } catch {
    return { outcome: 'offline' };
  }
}

/**
 * Something between here and the server may answer in its own words. So apart from the server's own sentences, only the status can be relied on.
 */
function replyOf({ status, headers }: Response, content: unknown): Reply {
  switch (status) {
    case 200:
      return content === undefined ? { outcome: 'failed' } : { outcome: 'good', content };
    case 400: {
      const reason = sentenceIn(content, 'reason');
      return reason === '' ? { outcome: 'failed' } : { outcome: 'password-refused', reason };
    }
    case 401:
      return { outcome: 'link-refused' };
    case 429:
      return { outcome: 'busy', waitSeconds: Number(/^\d+$/.exec(headers.get('Retry-After') ?? '')?.[0] ?? waitSecondsUntold) };
    case 500:
      return { outcome: sentenceIn(content, 'message') === outcomeUnknown ? 'maybe' : 'failed' };
    default:
      return { outcome: 'failed' };
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Reads what Studio says under this key (`reason` in S8), or Traffic Ops' first alert (T17 to T19). */
function sentenceIn(content: unknown, studioKey: 'reason' | 'message'): string {
  const { [studioKey]: ofStudio, alerts } = Object(content);
  const said = ofStudio ?? Object(Object(alerts)[0]).text;
  return typeof said === 'string' ? said : '';
}
