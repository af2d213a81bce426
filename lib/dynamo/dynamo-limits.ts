import type { Limits } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { limitsClient } from './client.ts';
import { updateIf } from './update-if.ts';

/** The refusals that each adapter of this process remembers. */
const remembered: Set<string>[] = [];

/** For the local stack's demo reset: counts that were deleted end their refusals too. */
export function forgetRefusals(): void {
  for (const refusals of remembered) {
    refusals.clear();
  }
}

/** Only the index follows the last `#`, so two windows never share a key, whatever the counted key is. */
export function windowKey(key: string, index: number): string {
  return `${key}#${index}`;
}

export function dynamoLimits(settings: Settings): Limits {
  const refusals = new Set<string>();
  remembered.push(refusals);
  return {
    count: async (key, maximum, now) => {
      const index = Math.floor(now / windowMilliseconds);
      const end = (index + 1) * windowMilliseconds;
      const window = windowKey(key, index);
      const over = { within: false, retryAfterSeconds: Math.ceil((end - now) / 1000) } as const;
      // The name includes the window, so a refusal ends with its window.
      const refusal = `${maximum}#${window}`;
      if (refusals.has(refusal)) {
        return over;
      }
      const outcome = await countInWindow(settings.limitsTable, { window, maximum, end });
      if (outcome === 'over') {
        remember(refusals, refusal);
      }
      return outcome === 'within' ? { within: true } : over;
    },
  };
}

export const windowMilliseconds = 300_000;
export const keptAfterWindowSeconds = 3600;
const rememberedAtMost = 10_000;

const throttled = new Set(['ProvisionedThroughputExceededException', 'RequestLimitExceeded', 'ThrottlingException']);

type Window = {
  window: string;
  maximum: number;
  /** Epoch milliseconds. */
  end: number;
};

async function countInWindow(table: string, { window, maximum, end }: Window): Promise<'within' | 'over' | 'throttled'> {
  const write = {
    table,
    key: { window },
    update: 'ADD #count :one SET #deleteAfter = :deleteAfter',
    condition: 'attribute_not_exists(#count) OR #count < :maximum',
    values: { one: 1, maximum, deleteAfter: end / 1000 + keptAfterWindowSeconds },
  };
  const count = async () => ((await updateIf(write, limitsClient())) ? 'within' : 'over');
  try {
    return await count().catch((error) => (isClosedConnection(error) ? count() : Promise.reject(error)));
  } catch (error) {
    if (error instanceof Error && throttled.has(error.name)) {
      return 'throttled';
    }
    throw error;
  }
}

/** The other side closed a kept-alive connection while the function was frozen. The request never arrived, so trying again, over a new connection, does not count twice. */
function isClosedConnection(error: unknown): boolean {
  return ['ECONNRESET', 'EPIPE'].includes(Object(error).code);
}

/** Drops the oldest refusal when there are too many. A forgotten refusal costs one more write, which refuses again. */
function remember(refusals: Set<string>, refusal: string): void {
  if (refusals.size >= rememberedAtMost) {
    for (const oldest of refusals) {
      refusals.delete(oldest);
      break;
    }
  }
  refusals.add(refusal);
}
