import { Option } from 'commander';
import { accountReference, lookUpAccount, noSuchAccount } from '#infra/admin/account-reference.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { findLinks, findTraces, type Subject, type Trace } from '#lib/dynamo/operator/find-traces.ts';
import { type CanonicalAddress, canonicalAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference, Realm } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type PersonOptions = { email?: string[]; username?: string[] };

/** A person, and all that Rekey stores about them. */
export type Person = {
  reference: AccountReference;
  subject: Subject;
  traces: readonly Trace[];
  /** The account exists in the product's own server. */
  isThere: boolean;
};

/** What else a person was called. The account does not tell if it is gone. */
export const personOptions = () => [
  new Option('--email <addresses...>', 'other addresses that the person had'),
  new Option('--username <usernames...>', 'other usernames that the person had'),
];

/** @throws {AdminError} when there is no such account, and nothing is stored about one */
export async function findPerson(settings: Settings, realm: Realm, id: string, options: PersonOptions): Promise<Person> {
  const named = accountReference(realm, id);
  const account = await lookUpAccount(settings, named);
  const reference = { realm, id: account?.id ?? canonicalId(named) };
  const subject = await subjectOf(settings, reference, account, options);
  const traces = await findTraces(settings, subject);
  if (account === undefined && traces.length === 0) {
    throw noSuchAccount(reference);
  }
  return { reference, subject, traces, isThere: account !== undefined && isUpstream(realm, settings) };
}

async function subjectOf(
  settings: Settings,
  { realm, id }: AccountReference,
  account: Account | undefined,
  { email = [], username = [] }: PersonOptions,
): Promise<Subject> {
  const known = present([account?.username, ...username]);
  const ids = unique([
    id,
    ...known.filter((each) => isId(settings, realm, each)).map((each) => canonicalId({ realm, id: each })),
  ]);
  const links = await findLinks(settings, { realm, ids });
  const usernames = unique([...known, ...present(links.map(({ item }) => item.username?.S))]);
  const addresses = unique(
    present([account?.email, account?.undeliverable?.address, ...email, ...links.map(({ item }) => item.email?.S)]).map(
      canonicalAddress,
    ),
  );
  const checked = await Promise.all(
    addresses.map(async (address) => ({
      address,
      ...(await othersAt(settings, realm, address, { ids, email: account?.email })),
    })),
  );
  const identifiers = {
    'crafter-profile': ids,
    'crafter-studio': [...ids, ...usernames, ...checked.filter(({ isUsername }) => !isUsername).map(({ address }) => address)],
    'traffic-ops': addresses,
  };
  return {
    realm,
    ids,
    identifiers: unique(identifiers[realm].map((each) => canonicalId({ realm, id: each }))),
    addresses,
    sharedAddresses: checked.filter(({ isShared }) => isShared).map(({ address }) => address),
  };
}

/**
 * Whether Rekey's own accounts of the realm have usernames as ids. They may be left from before the accounts moved to the product's own server. There
 * a username of digits is the number of somebody else.
 */
function isId(settings: Settings, realm: Realm, username: string): boolean {
  return realm !== 'crafter-profile' && !(isUpstream(realm, settings) && /^\d+$/.test(username));
}

/**
 * `isShared`: another account of the realm has the address. `isUsername`: another account has it as its username, so a request that names it is not
 * about this person. A product's own server that has no search by address tells neither.
 */
async function othersAt(
  settings: Settings,
  realm: Realm,
  address: CanonicalAddress,
  { ids, email }: { ids: readonly string[]; email: string | null | undefined },
): Promise<{ isShared: boolean; isUsername: boolean }> {
  const accounts = accountsOfAllRealms(settings);
  const typed = email && canonicalAddress(email) === address ? email : address;
  const [having, named] = await Promise.all([
    accounts.findByAddress(realm, address, typed),
    realm === 'crafter-studio' ? accounts.find({ realm, id: address }) : undefined,
  ]);
  const isOther = (found: AccountReference) => !ids.includes(found.id);
  return { isShared: having.some(isOther), isUsername: named !== undefined && isOther(named) };
}

function present(texts: readonly (string | null | undefined)[]): string[] {
  return texts.filter((text) => typeof text === 'string');
}

function unique<Text extends string>(texts: readonly Text[]): Text[] {
  return [...new Set(texts)];
}
