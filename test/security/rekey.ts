import type { TableId } from '#lib/dynamo/tables.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';
import type { Handler } from '#test/golden/send-event.ts';
import type { World } from '#test/golden/world.ts';

export type Letter = {
  to: readonly string[];
  subject: string;
  /** Both parts, decoded; over the wire the headers too. */
  text: string;
  /** The token in its link; empty for a mail without one. */
  token: string;
};

export type Touch = { table: TableId; isWrite: boolean };

export type SettingVariables = { readonly [variable: string]: string };

/** The whole of Rekey, with a hand on its clock and its streams. */
export type Rekey = {
  world: World;
  /** Epoch milliseconds. Time stands still but for what is added here. */
  clock: { now: number };
  /** Gives a request to its function, past the local server. Without an address it comes from one that nobody else has. */
  send(request: GoldenRequest, address?: number): Promise<GoldenResponse>;
  handlerOf(routeId: string): Promise<Handler>;
  /** Hands over what waits in the streams, until nothing does or something has to be tried again. Says how many records wait then. */
  deliver(): Promise<number>;
  /** The mails that went out since this was last asked. */
  letters(): Letter[];
  /** What the functions asked of the tables since this was last asked. */
  touched(): readonly Touch[];
  /** From now on these fail, and nothing else. */
  outage(away: { tables?: readonly TableId[]; mail?: boolean }): void;
  stop(): Promise<void>;
};
