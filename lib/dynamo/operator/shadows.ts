import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { accountKey, storedMark } from '#lib/dynamo/account-item.ts';
import { updateIf } from '#lib/dynamo/update-if.ts';
import { canonicalAddress, type Undeliverable } from '#lib/reset/address.ts';
import { type AccountReference, type Realm, realms } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { shadowOfAddress } from '#lib/upstream/upstream-links.ts';
import { operatorClient } from './operator-client.ts';
import { scanItems } from './scan-items.ts';

/** A claim whose holder has ended without telling whether the password was set. */
export type OverdueClaim = AccountReference & {
  /** Epoch milliseconds. */
  until: number;
};

/**
 * The claims that are past their time.
 *
 * @param now epoch milliseconds
 */
export async function* listOverdueClaims(settings: Settings, now: number): AsyncGenerator<OverdueClaim> {
  const scan = { filter: '#claim.#until <= :now', values: { now }, attributes: ['realm', 'id', 'claim'] };
  for await (const item of scanItems(settings.accountsTable, scan)) {
    const { realm, id, claim } = z.parse(claimed, unmarshall(item));
    if (isUpstream(realm, settings)) {
      yield { realm, id, until: claim.until };
    }
  }
}

/** Removes a claim that is past its time. The claim of a redemption that may still run stays. */
export async function forgetOverdueClaim(
  { accountsTable: table }: Settings,
  reference: AccountReference,
  now: number,
): Promise<void> {
  const write = {
    table,
    key: accountKey(reference),
    update: 'REMOVE #claim',
    condition: '#claim.#until <= :now',
    values: { now },
  };
  await updateIf(write, operatorClient());
}

export type MarkedAddress = { realm: Realm; mark: Undeliverable };

/** The marks of addresses in realms whose accounts stay in the product's own server. */
export async function* listMarkedAddresses(settings: Settings): AsyncGenerator<MarkedAddress> {
  const scan = {
    filter: 'begins_with(#id, :address) AND attribute_type(#undeliverable, :map)',
    values: { address: 'address:', map: 'M' },
  };
  for await (const item of scanItems(settings.accountsTable, scan)) {
    const { realm, undeliverable: mark, username } = z.parse(marked, unmarshall(item));
    // An account that Rekey keeps itself may have a name like that.
    if (username === undefined && isUpstream(realm, settings)) {
      yield { realm, mark };
    }
  }
}

/**
 * From now on mail goes to this address again (M10), in a realm whose accounts stay in the product's own server.
 *
 * @returns whether the address was marked
 */
export async function liftAddressMark({ accountsTable: table }: Settings, realm: Realm, address: string): Promise<boolean> {
  const write = {
    table,
    key: accountKey(shadowOfAddress(realm, canonicalAddress(address))),
    update: 'REMOVE #undeliverable',
    condition: 'attribute_type(#undeliverable, :map)',
    values: { map: 'M' },
  };
  return (await updateIf(write, operatorClient())) !== undefined;
}

const claimed = z.object({ realm: z.enum(realms), id: z.string(), claim: z.object({ until: z.number() }) });
const marked = z.object({ realm: z.enum(realms), undeliverable: storedMark, username: z.optional(z.string()) });
