import type { AccountReference } from '#lib/reset/ports.ts';
import type { AccountShadow, Shadows } from '#lib/reset/shadows.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';

type Stored = AccountShadow & { noticeLanguages: string; noticeFailures: number };

export type MemoryShadows = Shadows & {
  noticeLanguages(reference: AccountReference): string | undefined;
  edit(reference: AccountReference, changes: Partial<AccountShadow>): void;
};

const empty: Stored = {
  credentialStamp: null,
  claim: null,
  noticeDue: null,
  undeliverable: null,
  hold: null,
  closed: null,
  locale: null,
  noticeLanguages: '',
  noticeFailures: 0,
};

export function memoryShadows(): MemoryShadows {
  const items = new Map<string, Stored>();
  const keyOf = ({ realm, id }: AccountReference) => `${realm}#${id}`;
  const itemOf = (reference: AccountReference) => items.get(keyOf(reference)) ?? empty;
  const change = (reference: AccountReference, changes: Partial<Stored>) => {
    items.set(keyOf(reference), { ...itemOf(reference), ...changes });
  };
  const due = ({ noticeDue, languages }: { noticeDue: number; languages: string }) => {
    return { noticeDue, noticeLanguages: languages, noticeFailures: 0 };
  };
  return {
    find: async (reference) => {
      const { noticeLanguages, noticeFailures, ...shadow } = itemOf(reference);
      return structuredClone(shadow);
    },
    claim: async (reference, claim, { reenter, now }) => {
      const { credentialStamp, claim: stored } = itemOf(reference);
      const isOpen = stored !== null && stored.until > now;
      const isOwn =
        stored !== null &&
        stored.tokenHash === claim.tokenHash &&
        stored.previousStamp === claim.previousStamp &&
        stored.id === credentialStamp;
      if (isOpen || (credentialStamp !== claim.previousStamp && !(reenter && isOwn))) {
        return false;
      }
      change(reference, { credentialStamp: claim.id, claim: structuredClone(claim) });
      return true;
    },
    release: async (reference, { id, previousStamp }) => {
      const { credentialStamp, claim } = itemOf(reference);
      if (claim?.id === id) {
        change(reference, { claim: null, credentialStamp: credentialStamp === id ? previousStamp : credentialStamp });
      }
    },
    settle: async (reference, claimId, notice) => {
      if (itemOf(reference).claim?.id === claimId) {
        change(reference, { claim: null, ...due(notice) });
      }
    },
    replaceStamp: async (reference, notice) => {
      change(reference, { credentialStamp: newCredentialStamp(), ...(notice && due(notice)) });
    },
    endNotice: async (reference, noticeDue) => {
      if (itemOf(reference).noticeDue === noticeDue) {
        change(reference, { noticeDue: null, noticeLanguages: '', noticeFailures: 0 });
      }
    },
    countNoticeFailure: async (reference, noticeDue) => {
      const item = itemOf(reference);
      if (item.noticeDue !== noticeDue) {
        return undefined;
      }
      change(reference, { noticeFailures: item.noticeFailures + 1 });
      return item.noticeFailures + 1;
    },
    markUndeliverable: async (reference, mark) => {
      const { undeliverable } = itemOf(reference);
      if (mark.cause === 'complaint' || undeliverable?.cause !== 'complaint' || undeliverable.address !== mark.address) {
        change(reference, { undeliverable: mark });
      }
    },
    setLocale: async (reference, locale) => change(reference, { locale }),
    edit: change,
    noticeLanguages: (reference) => {
      const { noticeDue, noticeLanguages } = itemOf(reference);
      return noticeDue === null ? undefined : noticeLanguages;
    },
  };
}
