import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import type { DoubleOptions } from '#infra/local/doubles/server/start-double.ts';
import type { Shadows } from '#lib/reset/shadows.ts';
import { type ProductServer, ServerMisconfigured, ServerUnavailable } from '#lib/upstream/product-server.ts';
import {
  setUpstreamPassword,
  type UpstreamChange,
  type UpstreamOutcome,
  type UpstreamTiming,
  upstreamTiming,
} from '#lib/upstream/set-upstream-password.ts';
import { identityOf, writeStamp } from '#lib/upstream/upstream-stamp.ts';

/** What the suites for products' servers need of one product. */
export type UpstreamBench = {
  /** Starts a stand-in, and makes the adapter that calls it. */
  open(options?: DoubleOptions): Promise<OpenedUpstream>;
};

export type OpenedUpstream = {
  double: ProductDouble<unknown>;
  server: ProductServer;
  /** Someone with an open account. */
  person: { id: string; username: string; password: string };
};

/** The result of a redemption: an outcome, or the failure for which the dialect answers with its 500. */
export type Redeemed = UpstreamOutcome['outcome'] | 'unavailable';

export type UpstreamLink = {
  redeem(password: string, timing?: Partial<UpstreamTiming>): Promise<Redeemed>;
  /** The same link, redeemed by an adapter with another credential. */
  by(server: ProductServer): UpstreamLink;
};

/** A link of the person, like a link that the mailer makes. */
export async function upstreamLink(
  { server, person }: { server: ProductServer; person: { id: string } },
  shadows: Shadows,
  tokenHash = 'a'.repeat(64),
): Promise<UpstreamLink> {
  const account = await server.find(person.id);
  if (account === undefined) {
    throw new Error('the server has no such person');
  }
  const { credentialStamp: shadowStamp } = await shadows.find(account);
  const stamp = writeStamp({ shadowStamp, identity: identityOf(account), fingerprint: await server.fingerprint(account) });
  const link = { account, stamp, tokenHash, mustBeEnabled: true, languages: '', by: 'owner' } as const;
  const redeemedBy = (redeemer: ProductServer): UpstreamLink => ({
    redeem: (password, timing) => redeem(redeemer, shadows, { ...link, password, now: Date.now() }, timing),
    by: redeemedBy,
  });
  return redeemedBy(server);
}

async function redeem(
  server: ProductServer,
  shadows: Shadows,
  change: UpstreamChange,
  timing: Partial<UpstreamTiming> = {},
): Promise<Redeemed> {
  try {
    const { outcome } = await setUpstreamPassword({ server, shadows }, change, { ...upstreamTiming, ...timing });
    return outcome;
  } catch (error) {
    if (error instanceof ServerUnavailable || error instanceof ServerMisconfigured) {
      return 'unavailable';
    }
    throw error;
  }
}

/** Shortens the time-outs of the servers' clients during this work. The promises hold whatever times out because of that. */
export async function impatiently<T>(work: () => Promise<T>): Promise<T> {
  const before = process.env.REKEY_PATIENCE;
  process.env.REKEY_PATIENCE = '0.05';
  try {
    return await work();
  } finally {
    process.env.REKEY_PATIENCE = before;
  }
}
