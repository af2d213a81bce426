import { DeleteItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import { keptAfterWindowSeconds, windowKey, windowMilliseconds } from '#lib/dynamo/dynamo-limits.ts';
import { readItem } from '#lib/dynamo/stored-item.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { operatorClient } from './operator-client.ts';

/**
 * A limit is lifted by windows that exist before their first request and begin so far below zero that no maximum is ever reached. So the functions that
 * count need no rule for it, and the limit comes back by itself.
 */
const farBelowZero = -1_000_000_000;

export type LimitState = {
  /** Requests in this window that were not refused, since the limit was lifted if it is. */
  requests: number;
  /** Epoch milliseconds. */
  windowEnds: number;
  /** Epoch milliseconds; null if the limit holds. */
  liftedUntil: number | null;
};

/** @param now epoch milliseconds */
export async function readLimit({ limitsTable }: Settings, key: string, now: number): Promise<LimitState> {
  const index = indexAt(now);
  const item = await readItem(limitsTable, { window: windowKey(key, index) });
  const { count, liftedUntil } = z.parse(stored, item ? unmarshall(item) : {});
  return { requests: liftedUntil === null ? count : count - farBelowZero, windowEnds: endOf(index), liftedUntil };
}

/**
 * Lifts the limit of a key from now on. The windows are written one after the other, the present one first, so that it works at once.
 *
 * @param span in epoch milliseconds
 * @returns when the limit holds again: at the end of the window that `until` is in
 */
export async function liftLimit(
  { limitsTable }: Settings,
  key: string,
  { now, until }: { now: number; until: number },
): Promise<number> {
  const last = indexAt(until - 1);
  const liftedUntil = endOf(last);
  for (let index = indexAt(now); index <= last; index++) {
    const window = windowKey(key, index);
    const deleteAfter = endOf(index) / 1000 + keptAfterWindowSeconds;
    const Item = marshall({ window, count: farBelowZero, liftedUntil, deleteAfter });
    await operatorClient().send(new PutItemCommand({ TableName: limitsTable, Item }));
  }
  return liftedUntil;
}

/** Makes a lifted limit hold again. The count begins at zero. */
export async function restoreLimit(
  { limitsTable }: Settings,
  key: string,
  { now, liftedUntil }: { now: number; liftedUntil: number },
): Promise<void> {
  const first = indexAt(now);
  // From the last one backwards: as long as the present window is there, an attempt that was interrupted can be repeated.
  for (let index = indexAt(liftedUntil - 1); index >= first; index--) {
    const Key = marshall({ window: windowKey(key, index) });
    await operatorClient().send(new DeleteItemCommand({ TableName: limitsTable, Key }));
  }
}

const stored = z.object({ count: z._default(z.number(), 0), liftedUntil: z._default(z.nullable(z.number()), null) });

const indexAt = (time: number) => Math.floor(time / windowMilliseconds);

const endOf = (index: number) => (index + 1) * windowMilliseconds;
