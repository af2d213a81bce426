import type { PasswordFault } from '#lib/reset/errors.ts';
import type { ProductServer, ServerAccount } from '#lib/upstream/product-server.ts';
import type { UpstreamLink } from './upstream-bench.ts';

/**
 * A product's server whose accounts the suite may change: a stand-in or a real one. What Rekey does not do itself goes through the server's own API,
 * so both are treated alike.
 */
export type UpstreamTarget = {
  /** With Rekey's own credential there. */
  server: ProductServer;
  /** With a credential that the server does not know. */
  strangersServer: ProductServer;
  administrator: Administrator;
  /** Closes connections, and stops a stand-in. */
  close(): Promise<void>;
};

/** How a product differs from the others in what the suite sees. */
export type UpstreamTraits = {
  /** Whether a password that someone else sets there ends a link. */
  showsPasswordChanges: boolean;
  /** Whether a link outlives every login. */
  survivesLogins: boolean;
  hasExternalAccounts: boolean;
  canDelete: boolean;
  /** Whether people are looked up by their address. */
  findsByAddress: boolean;
  /** A password that is refused there, and why. */
  refused: { password: string; fault: { fault: PasswordFault['fault']; reason?: RegExp } };
  /** What the witness says after the password was set. */
  testimony: 'set' | 'unknown';
  /** Identifiers of nobody, and of accounts that no reset may touch. */
  nobodies: readonly string[];
  /** How unusual usernames end that the product allows. Empty if the suite cannot choose usernames. */
  usernameEndings: readonly string[];
  /** Other identifiers that find the person. */
  aliases(person: Person): readonly string[];
};

export type Person = { id: string; username: string; email: string; password: string };

/** What the product and its administrators do there without Rekey. */
export type Administrator = {
  /** Someone with an open account, for one test. The suite never leaves an account of its own behind that can log in. */
  createPerson(options?: { username?: string; externallyManaged?: boolean }): Promise<Person>;
  logsIn(person: Person, password: string): Promise<boolean>;
  setPassword(person: Person, password: string): Promise<void>;
  setAddress(person: Person, email: string): Promise<void>;
  setEnabled(person: Person, enabled: boolean): Promise<void>;
  /** Only if the product can delete accounts. */
  deletePerson(person: Person): Promise<void>;
  /** All that the server tells of the person, except the times that every write moves. */
  describe(person: Person): Promise<object>;
};

/** What the suites of one target work with. */
export type TargetBench = {
  traits: UpstreamTraits;
  target(): UpstreamTarget;
  /** A link of the person, like a link that the mailer makes. */
  mint(person: Person, tokenHash?: string): Promise<UpstreamLink>;
  account(person: Person): Promise<ServerAccount>;
};
