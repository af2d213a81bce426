import type { TableId } from '#lib/dynamo/tables.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import type { Handler } from '#test/golden/send-event.ts';
import type { World } from '#test/golden/world.ts';

export type Letter = {
  to: readonly string[];
  subject: string;
  /** Both parts, decoded, and over the wire also the headers. */
  text: string;
  /** The token in its link; empty for a mail without one. */
  token: string;
};

export type Touch = { table: TableId; isWrite: boolean };

/** The tenants whose people ask for themselves, in these suites. */
export const selfServiceTenants = 'sample-tenant,strict-tenant,a-tenant';

export type SettingVariables = { readonly [variable: string]: string };

/** The whole of Rekey, with control of its clock and its streams. */
export type Rekey = {
  world: World;
  /** Epoch milliseconds. Time moves only when a test adds to this. */
  clock: { now: number };
  /** Sends a request directly to its function, without the local server. If no address is given, it comes from an unused one. */
  send(request: GoldenRequest, address?: number): Promise<GoldenResponse>;
  handlerOf(routeId: string): Promise<Handler>;
  /** Delivers what waits in the streams, until nothing waits or a record must be tried again. Returns how many records still wait. */
  deliver(): Promise<number>;
  /** The mails that were sent since the last call. */
  letters(): Letter[];
  /** The operations that the functions sent to the tables since the last call. */
  touched(): readonly Touch[];
  /** From now on these ports fail, and no others. */
  outage(away: { tables?: readonly TableId[]; mail?: boolean }): void;
  stop(): Promise<void>;
};
