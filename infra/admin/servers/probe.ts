import { explain } from '#infra/admin/admin-error.ts';
import { type Finding, failed, ok, skipped, warning } from '#infra/admin/check/finding.ts';
import type { HttpOutcome } from '#lib/upstream/exchange.ts';
import type { HttpAnswer, HttpClient } from '#lib/upstream/http-client.ts';
import { ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';

/** What was found about a server, by aspect. */
export type Findings = { readonly [aspect: string]: Finding };

/** What the look finds. If it fails, that is what was found about this aspect. */
export async function orFailed(aspect: string, look: () => Promise<Findings>): Promise<Findings> {
  try {
    return await look();
  } catch (error) {
    return { [aspect]: failed(problemIn(error)) };
  }
}

export function problemIn(error: unknown): string {
  const isOfServer = error instanceof ServerUnavailable || error instanceof ServerMisconfigured;
  return (isOfServer ? (explain(error.cause) ?? error.message) : explain(error)) ?? `${error}`;
}

export type Probe = {
  outcome: HttpOutcome;
  milliseconds: number;
  /** How far the server's clock is ahead of this machine's, in milliseconds. Undefined if the server does not tell its time. */
  clockAhead: number | undefined;
};

const accept = 'application/json';
const answerMilliseconds = 4000;

/** One GET without a credential. */
export async function probe(client: HttpClient, path: string): Promise<Probe> {
  const startedAt = Date.now();
  const outcome = await client.send({ method: 'GET', path, headers: { accept }, answerMilliseconds });
  const milliseconds = Date.now() - startedAt;
  const told = outcome.outcome === 'answer' ? Date.parse(`${outcome.headers.date}`) : Number.NaN;
  // The header has whole seconds, cut off.
  const clockAhead = told + 500 - (startedAt + milliseconds / 2);
  return { outcome, milliseconds, clockAhead: Number.isNaN(clockAhead) ? undefined : clockAhead };
}

/** The text of the answer. Empty if there is none, or one with another status than 200. */
async function readText(client: HttpClient, path: string): Promise<string> {
  const { outcome } = await probe(client, path);
  return outcome.outcome === 'answer' && outcome.status === 200 ? outcome.text : '';
}

/**
 * Whether the server was reached.
 *
 * @param isApi whether this is an answer of the product's API
 * @param hint what to look at if it is not
 */
export function reachedFinding(
  url: string,
  { outcome, milliseconds }: Probe,
  isApi: (answer: HttpAnswer) => boolean,
  hint: string,
): Finding {
  if (outcome.outcome === 'answer') {
    return isApi(outcome)
      ? ok(`${url} answers within ${milliseconds} ms`)
      : failed(`${url} answers ${outcome.status}, but not as this product does: ${hint}`);
  }
  const { reason } = outcome;
  if (reason === 'REDIRECT') {
    return failed(`${url} redirects, and Rekey follows no redirect: set the URL that it redirects to`);
  }
  return failed(
    `${url} gives no answer to this machine (${reason}). If only the functions can reach it, run check on a machine in their network. If its certificate comes from an authority of your own, set NODE_EXTRA_CA_CERTS`,
  );
}

const sameClockMilliseconds = 5000;

/** @param mostAheadMilliseconds what makes Rekey's sessions there expire before they are used */
export function clockFinding({ clockAhead }: Probe, mostAheadMilliseconds = Number.POSITIVE_INFINITY): Finding {
  if (clockAhead === undefined) {
    return warning('the server does not tell its time');
  }
  const seconds = Math.round(Math.abs(clockAhead) / 1000);
  const difference = `its clock is ${seconds} seconds ${clockAhead > 0 ? 'ahead of' : 'behind'} this machine’s`;
  if (Math.abs(clockAhead) <= sameClockMilliseconds) {
    return ok('its clock and this machine’s show the same time');
  }
  return clockAhead > mostAheadMilliseconds
    ? failed(`${difference}, so it may take Rekey’s sessions for expired: correct the clocks`)
    : warning(`${difference}: correct the clocks`);
}

/** The token for Crafter's monitoring calls that every stock install has. */
const stockManagementToken = 'defaultManagementToken';

export type CrafterVersion = { version: Finding; hasStockManagementToken: boolean };

/**
 * Crafter's servers tell their version to a caller with their management token. Rekey has none, and so can only try the one that everybody knows.
 *
 * @param path of the call
 */
export async function crafterVersion(client: HttpClient, path: string): Promise<CrafterVersion> {
  const told = await readText(client, `${path}?token=${stockManagementToken}`);
  const [, version] = /"packageVersion"\s*:\s*"([^"]+)"/.exec(told) ?? [];
  return version === undefined
    ? {
        version: skipped('the server tells its version only to a caller with its management token'),
        hasStockManagementToken: false,
      }
    : { version: ok(version), hasStockManagementToken: true };
}

export const stockManagementTokenWarning = `everybody knows its management token, ${stockManagementToken}: set another one`;
