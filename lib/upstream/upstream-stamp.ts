import { sha256 } from '#lib/reset/token.ts';
import type { ServerAccount } from './product-server.ts';

/**
 * What a token remembers of an account that stays in the product's own server. As one text it is the account's `credentialStamp` for the rules of
 * resetting.
 */
export type UpstreamStamp = {
  /** The stamp of the shadow. Null: it had none. */
  shadowStamp: string | null;
  /** Stands for the account's id, address and tenant, byte for byte. */
  identity: string;
  /** As in `ProductServer.fingerprint`. */
  fingerprint: string;
};

/** The account's id, address and tenant as a hash, because stamps also travel in cookies. */
export function identityOf({ id, email, tenant }: Pick<ServerAccount, 'id' | 'email' | 'tenant'>): string {
  return sha256(JSON.stringify([id, email, tenant]));
}

export function writeStamp({ shadowStamp, identity, fingerprint }: UpstreamStamp): string {
  return [shadowStamp ?? '', identity, fingerprint].join('.');
}

/** Undefined for a stamp that `writeStamp` has not written, such as one from the time when Rekey kept the accounts itself. */
export function readStamp(text: string): UpstreamStamp | undefined {
  const [shadowStamp = '', identity = '', ...fingerprint] = text.split('.');
  const isWhole = fingerprint.length > 0 && identity !== '';
  return isWhole ? { shadowStamp: shadowStamp || null, identity, fingerprint: fingerprint.join('.') } : undefined;
}
