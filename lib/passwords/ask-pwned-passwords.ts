import { createHash } from 'node:crypto';
import { logger } from '#lib/runtime/log.ts';
import { patience } from '#lib/runtime/patience.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { exchange } from '#lib/upstream/exchange.ts';

const haveIBeenPwned = 'https://api.pwnedpasswords.com';
const prefixLength = 5;
/** Together they are the second that a person may wait for it. */
const connectMilliseconds = 500;
const answerMilliseconds = 500;

/** Have I Been Pwned gives no usable answer, and the operator wants no password without one. */
export class PwnedPasswordsUnavailable extends Error {
  override readonly name = 'PwnedPasswordsUnavailable';
}

/**
 * Asks Have I Been Pwned whether a password was found in a breach. Only the first five digits of the password's SHA-1 leave, which hundreds of
 * breached passwords share. The answer has lines added to it that count nothing, so that its length does not tell which five they were.
 *
 * @param origin of the service, without a path
 * @throws {PwnedPasswordsUnavailable} if there is no answer and the mode is `fail-closed`
 */
export async function isPwned(
  password: string,
  mode: Exclude<Settings['pwnedPasswords'], 'off'>,
  origin = haveIBeenPwned,
): Promise<boolean> {
  const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
  const outcome = await exchange({
    url: new URL(origin),
    agent: false,
    method: 'GET',
    path: `/range/${digest.slice(0, prefixLength)}`,
    headers: { 'Add-Padding': 'true', 'User-Agent': 'Rekey' },
    body: '',
    connectMilliseconds: patience(connectMilliseconds),
    answerMilliseconds: patience(answerMilliseconds),
  });
  const counts = outcome.outcome === 'answer' && outcome.status === 200 ? countsIn(outcome.text) : null;
  if (counts !== null) {
    return (counts.get(digest.slice(prefixLength)) ?? 0) > 0;
  }
  const problem = outcome.outcome === 'answer' ? `status ${outcome.status}` : outcome.reason;
  logger.warn('Have I Been Pwned gave no answer', { problem, mode });
  if (mode === 'fail-closed') {
    throw new PwnedPasswordsUnavailable(problem);
  }
  return false;
}

/** How often each was found, by the rest of its SHA-1. Null if this is not an answer of the service, such as the page of a proxy. */
function countsIn(text: string): ReadonlyMap<string, number> | null {
  const lines = text.trim().split(/\r?\n/);
  const found = lines.map((line) => /^([0-9A-F]{35}):(\d{1,10})$/.exec(line));
  return found.includes(null) ? null : new Map(found.map((parts) => [parts?.[1] ?? '', Number(parts?.[2])]));
}
