import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Undeliverable } from '#lib/reset/address.ts';
import type { AccountReference } from '#lib/reset/ports.ts';
import type { AccountShadow, Claim, DueNotice, Shadows } from '#lib/reset/shadows.ts';
import { newCredentialStamp } from '#lib/reset/token.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { accountKey, storedMark, storedStops } from './account-item.ts';
import { passwordSet } from './audit-attributes.ts';
import { countNoticeFailure, endNotice } from './due-notice.ts';
import { readItem } from './stored-item.ts';
import { updateIf } from './update-if.ts';

/** Shadows are items of the table of accounts, under the key that the account would have there. So the same stream orders the notices. */
export function dynamoShadows(settings: Settings): Shadows {
  const table = settings.accountsTable;
  /** Names the account in the item, because the reader of the stream needs that. */
  const set = async (reference: AccountReference, values: { readonly [attribute: string]: unknown }, remove = '') => {
    const { realm, id } = reference;
    const all = { realm, id, ...values };
    const update = `SET ${assigned(all)}${remove}`;
    await updateIf({ table, key: accountKey(reference), update, values: all });
  };
  return {
    find: (reference) => readShadow(table, reference),
    claim: (reference, claim, options) => putClaim(table, reference, claim, options),
    release: (reference, claim) => release(table, reference, claim),
    settle: async (reference, claimId, notice) => {
      await updateIf({
        table,
        key: accountKey(reference),
        update: `SET ${assigned(noticeAttributes(notice))} REMOVE #claim, ${formerNotice}`,
        condition: '#claim.#id = :claimId',
        values: { claimId, ...noticeAttributes(notice) },
      });
    },
    replaceStamp: (reference, notice) => {
      const credentialStamp = newCredentialStamp();
      return notice === null
        ? set(reference, { credentialStamp })
        : set(reference, { credentialStamp, ...noticeAttributes(notice) }, ` REMOVE ${formerNotice}`);
    },
    endNotice: (reference, noticeDue, ending) => endNotice(table, reference, noticeDue, ending),
    countNoticeFailure: (reference, noticeDue) => countNoticeFailure(table, reference, noticeDue),
    markUndeliverable: (reference, mark) => markUndeliverable(table, reference, mark),
    setLocale: (reference, locale) => set(reference, { locale }),
  };
}

/** What an earlier notice has left. */
const formerNotice = '#noticeFailures, #noticeEnded';

function noticeAttributes({ noticeDue, languages, by, cause }: DueNotice) {
  const lastChange = { passwordChangedAt: noticeDue, passwordChangedBy: by };
  return { noticeDue, noticeLanguages: languages, passwordSet: passwordSet(noticeDue, cause), ...lastChange };
}

function assigned(values: object): string {
  return Object.keys(values)
    .map((name) => `#${name} = :${name}`)
    .join(', ');
}

async function readShadow(table: string, reference: AccountReference): Promise<AccountShadow> {
  const item = await readItem(table, accountKey(reference));
  return z.parse(storedShadow(), item ? unmarshall(item) : {});
}

async function putClaim(
  table: string,
  reference: AccountReference,
  claim: Claim,
  { reenter, now }: { reenter: boolean; now: number },
): Promise<boolean> {
  const { previousStamp, tokenHash } = claim;
  const stampHolds = previousStamp === null ? 'attribute_not_exists(#credentialStamp)' : '#credentialStamp = :previousStamp';
  const isOwn = '(#claim.#id = #credentialStamp AND #claim.#tokenHash = :tokenHash AND #claim.#previousStamp = :previousStamp)';
  const written = await updateIf({
    table,
    key: accountKey(reference),
    // The write of a claim must not look like the password change before it, whose notice may still be due.
    update: 'SET #realm = :realm, #id = :accountId, #credentialStamp = :claimId, #claim = :claim REMOVE #passwordSet',
    condition: `(attribute_not_exists(#claim) OR #claim.#until <= :now) AND (${reenter ? `${stampHolds} OR ${isOwn}` : stampHolds})`,
    values: {
      realm: reference.realm,
      accountId: reference.id,
      claimId: claim.id,
      claim,
      now,
      ...(reenter && { tokenHash }),
      // DynamoDB refuses a value that no expression uses.
      ...((reenter || previousStamp !== null) && { previousStamp }),
    },
  });
  // Claims have random ids. So a stored claim with this id comes from an earlier attempt whose answer was lost (F1).
  return written !== undefined || (await readShadow(table, reference)).claim?.id === claim.id;
}

async function release(table: string, reference: AccountReference, { id, previousStamp }: Claim): Promise<void> {
  const key = accountKey(reference);
  const released = await updateIf({
    table,
    key,
    update: previousStamp === null ? 'REMOVE #claim, #credentialStamp' : 'SET #credentialStamp = :previousStamp REMOVE #claim',
    condition: '#claim.#id = :id AND #credentialStamp = :id',
    values: { id, ...(previousStamp !== null && { previousStamp }) },
  });
  if (released === undefined) {
    // The stamp was replaced meanwhile, and stays. If there is nothing to release, this writes nothing.
    await updateIf({ table, key, update: 'REMOVE #claim', condition: '#claim.#id = :id', values: { id } });
  }
}

async function markUndeliverable(table: string, reference: AccountReference, mark: Undeliverable): Promise<void> {
  const isBounce = mark.cause === 'bounce';
  await updateIf({
    table,
    key: accountKey(reference),
    update: 'SET #realm = :realm, #id = :id, #undeliverable = :mark',
    ...(isBounce && { condition: 'NOT (#undeliverable.#cause = :complaint AND #undeliverable.#address = :address)' }),
    values: {
      realm: reference.realm,
      id: reference.id,
      mark,
      ...(isBounce && { complaint: 'complaint', address: mark.address }),
    },
  });
}

const storedShadow = madeOnce(() => {
  const text = z._default(z.nullable(z.string()), null);
  return z.object({
    credentialStamp: text,
    claim: z._default(
      z.nullable(
        z.object({
          id: z.string(),
          previousStamp: z.nullable(z.string()),
          tokenHash: z.nullable(z.string()),
          until: z.number(),
        }),
      ),
      null,
    ),
    noticeDue: z._default(z.nullable(z.number()), null),
    undeliverable: z._default(z.nullable(storedMark), null),
    ...storedStops,
    locale: text,
  });
});
