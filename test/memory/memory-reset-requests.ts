import type { MailLimits, ResetRequest, ResetRequestKey, ResetRequests, StoredResetRequest } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { readable } from './readable.ts';

type Stored = StoredResetRequest & { acceptedAt: readonly number[]; failures: number };

export type MemoryResetRequests = ResetRequests & {
  /** Replaces a request without any check, and wakes the mailer. */
  store(request: StoredResetRequest): void;
  /** From now on the request under this key can be found but neither read nor replaced. */
  makeUnreadable(key: ResetRequestKey): void;
};

const minute = 60_000;

const keyOf = ({ realm, asker, identifier }: ResetRequestKey) => `${realm}#${asker}#${canonicalId({ realm, id: identifier })}`;

/** @param wakeMailer called with every accepted request, as the stream of the table does */
export function memoryResetRequests(wakeMailer: (request: StoredResetRequest) => void = () => undefined): MemoryResetRequests {
  const items = new Map<string, Stored | 'unreadable'>();
  const served = new Map<string, Set<string>>();
  const itemOf = (key: ResetRequestKey) => readable(items.get(keyOf(key)));
  const finish = async (key: ResetRequestKey, sequence: number) => {
    const item = itemOf(key);
    if (item !== undefined && sequence <= item.sequence) {
      item.mailedFor = Math.max(item.mailedFor, sequence);
    }
  };
  const servedKey = (key: ResetRequestKey, sequence: number) => `${keyOf(key)}#${sequence}`;
  return {
    store: (request) => {
      items.set(keyOf(request), { ...structuredClone(request), acceptedAt: [], failures: 0 });
      wakeMailer(request);
    },
    put: async (request, limits) => {
      const { sequence = 0, mailedFor = 0, acceptedAt = [] } = itemOf(request) ?? {};
      if (!isWithin(limits, acceptedAt, request.requestedAt)) {
        return 'throttled';
      }
      const stored = { ...structuredClone(request), sequence: sequence + 1, mailedFor };
      items.set(keyOf(request), { ...stored, acceptedAt: [...acceptedAt, request.requestedAt], failures: 0 });
      wakeMailer(stored);
      return 'accepted';
    },
    find: async (key) => {
      const item = itemOf(key);
      return item && requestOf(item);
    },
    markDone: finish,
    markFailed: finish,
    markDropped: finish,
    countFailure: async (key, sequence) => {
      const item = itemOf(key);
      if (item?.sequence !== sequence) {
        return undefined;
      }
      item.failures += 1;
      return item.failures;
    },
    servedAccounts: async (key, sequence) => new Set(served.get(servedKey(key, sequence))),
    markServed: async (key, { sequence, accountId }) => {
      served.set(servedKey(key, sequence), new Set(served.get(servedKey(key, sequence))).add(accountId));
    },
    makeUnreadable: (key) => {
      items.set(keyOf(key), 'unreadable');
    },
  };
}

function isWithin(limits: MailLimits, acceptedAt: readonly number[], now: number): boolean {
  const { mailsPerMinute, mailsPerTokenLifetime, tokenLifetimeMinutes } = limits;
  const since = (window: number) => acceptedAt.filter((time) => time > now - window).length;
  return since(minute) < mailsPerMinute && since(tokenLifetimeMinutes * minute) < mailsPerTokenLifetime;
}

function requestOf({ acceptedAt: _, failures: __, ...request }: Stored): ResetRequest & StoredResetRequest {
  return structuredClone(request);
}
