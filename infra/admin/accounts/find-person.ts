import { Option } from 'commander';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { findLinks, findTraces, type Subject, type Trace } from '#lib/dynamo/operator/find-traces.ts';
import { canonicalAddress } from '#lib/reset/address.ts';
import type { Account, AccountReference, Realm } from '#lib/reset/ports.ts';
import { canonicalId } from '#lib/reset/typed-name.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { accountReference, lookUpAccount, noSuchAccount } from './account-reference.ts';

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
  const ids = unique([id, ...formerIds(settings, realm, { account, known })]);
  const links = await findLinks(settings, { realm, ids });
  const said = (attribute: 'username' | 'email') => present(links.map(({ item }) => item[attribute]?.S));
  const addresses = unique(
    present([account?.email, account?.undeliverable?.address, ...email, ...said('email')]).map(canonicalAddress),
  );
  const isOther = (found: AccountReference | undefined) => found !== undefined && !ids.includes(found.id);
  const accounts = accountsOfAllRealms(settings);
  const sharedAddresses = await filtered(addresses, async (address) => {
    const typed = account?.email && canonicalAddress(account.email) === address ? account.email : address;
    return (await accounts.findByAddress(realm, address, typed)).some(isOther);
  });
  const names = {
    'crafter-profile': addresses,
    // People may type their address, too. What is the username of somebody else by now leads to that person's requests.
    'crafter-studio': await filtered([...known, ...said('username'), ...addresses], async (name) => {
      return !isOther(await accounts.find({ realm, id: name }));
    }),
    'traffic-ops': addresses,
  };
  const identifiers = unique(
    [...(realm === 'traffic-ops' ? [] : ids), ...names[realm]].map((each) => canonicalId({ realm, id: each })),
  );
  return { realm, ids, identifiers, addresses, sharedAddresses };
}

/**
 * Other ids of what is left of the person: of an account with its exact username as its id (ADR 10), and of one that Rekey kept before the accounts
 * moved to the product's own server. There a username of digits is the number of somebody else.
 */
function formerIds(
  settings: Settings,
  realm: Realm,
  { account, known }: { account: Account | undefined; known: readonly string[] },
): readonly string[] {
  if (realm === 'crafter-profile') {
    return [];
  }
  if (isUpstream(realm, settings)) {
    return known.filter((name) => !/^\d+$/.test(name)).map((name) => canonicalId({ realm, id: name }));
  }
  return account === undefined ? [] : [canonicalId(account), account.username];
}

async function filtered<Each>(all: readonly Each[], isWanted: (each: Each) => Promise<boolean>): Promise<readonly Each[]> {
  const wanted = await Promise.all(all.map(isWanted));
  return all.filter((_, index) => wanted[index]);
}

function present(texts: readonly (string | null | undefined)[]): string[] {
  return texts.filter((text) => typeof text === 'string');
}

function unique<Text extends string>(texts: readonly Text[]): Text[] {
  return [...new Set(texts)];
}
