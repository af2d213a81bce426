/** What came of asking the server, as far as the page tells it apart. */
export type Reply =
  | { outcome: 'good'; content: unknown }
  | { outcome: 'link-refused' }
  /** `reason` in the server's words. */
  | { outcome: 'password-refused'; reason: string }
  | { outcome: 'busy'; waitSeconds: number }
  | { outcome: 'offline' }
  | { outcome: 'failed' };

const patienceMilliseconds = 30_000;
const waitSecondsUntold = 60;

/**
 * Sends JSON to one of the contracts' calls. Never rejects.
 *
 * @param path without a slash in front: what stands before this page's own path stands before the call's, too
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

/** What stands between may answer in its own words, so nothing is taken for granted but the status. */
function replyOf({ status, headers }: Response, content: unknown): Reply {
  switch (status) {
    case 200:
      return content === undefined ? { outcome: 'failed' } : { outcome: 'good', content };
    case 400: {
      const reason = reasonIn(content);
      return reason === '' ? { outcome: 'failed' } : { outcome: 'password-refused', reason };
    }
    case 401:
      return { outcome: 'link-refused' };
    case 429:
      return { outcome: 'busy', waitSeconds: Number(/^\d+$/.exec(headers.get('Retry-After') ?? '')?.[0] ?? waitSecondsUntold) };
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

/** Studio's `reason` (S8), Traffic Ops' first alert (T17 to T19). */
function reasonIn(content: unknown): string {
  const { reason, alerts } = Object(content);
  const said = reason ?? Object(Object(alerts)[0]).text;
  return typeof said === 'string' ? said : '';
}
