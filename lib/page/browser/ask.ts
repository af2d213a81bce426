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
    return replyOf(response, await response.json());
  } catch (error) {
    return { outcome: error instanceof SyntaxError ? 'failed' : 'offline' };
  }
}

function replyOf({ status, headers }: Response, content: { reason?: string; alerts?: readonly { text: string }[] }): Reply {
  switch (status) {
    case 200:
      return { outcome: 'good', content };
    case 400:
      return { outcome: 'password-refused', reason: content.reason ?? content.alerts?.[0]?.text ?? '' };
    case 401:
      return { outcome: 'link-refused' };
    case 429:
      return { outcome: 'busy', waitSeconds: Number(headers.get('Retry-After') ?? 60) };
    default:
      return { outcome: 'failed' };
  }
}
