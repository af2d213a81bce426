import { isIP } from 'node:net';
import { Command, InvalidArgumentError } from 'commander';
import { type LimitState, liftLimit, readLimit, restoreLimit } from '#lib/dynamo/operator/lift-limit.ts';
import { networksOf } from '#lib/http/client-address.ts';
import { addressesPerSite, addressLimitKey } from '#lib/reset/limits.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';
import { timeText } from './terminal.ts';

/** A source address, or a network of them, as requests are counted. */
type Source = { network: string; maximum: number };

type Seen = Source & LimitState & { isLockedOut: boolean };

const address = 'an IP address, or a network as show names it, for example 2001:db8:1::/48';

export function limits(operate: Operate): Command {
  const show = new Command('show')
    .description('Shows how many requests came from an address in this window of five minutes, and whether it is locked out.')
    .argument('<address>', address)
    .action(operate(showLimits));
  const lift = new Command('lift')
    .description(
      'Lifts the limit of an address for a while, for example for a workshop behind one address. It comes back by itself.',
    )
    .argument('<address>', address)
    .option('--minutes <number>', 'for how long, 1440 at most', minutes, 60)
    .action(operate(liftOne));
  const restore = new Command('restore')
    .description('Makes the limit of an address hold again before its time.')
    .argument('<address>', address)
    .action(operate(restoreOne));
  return new Command('limits')
    .description('Limits on the requests from one source address.')
    .addCommand(show)
    .addCommand(lift)
    .addCommand(restore);
}

async function showLimits({ settings }: Target, given: string): Promise<Outcome> {
  const now = Date.now();
  const shown = await Promise.all(sourcesOf(given, settings).map((source) => look(settings, source, now)));
  return {
    json: {
      limits: shown.map(({ windowEnds, liftedUntil, ...rest }) => ({
        ...rest,
        windowEnds: timeText(windowEnds),
        liftedUntil: liftedUntil === null ? null : timeText(liftedUntil),
      })),
    },
    text: shown.map(sentence),
  };
}

async function look(settings: Settings, source: Source, now: number): Promise<Seen> {
  const state = await readLimit(settings, addressLimitKey(source.network), now);
  return { ...source, ...state, isLockedOut: state.liftedUntil === null && state.requests >= source.maximum };
}

function sentence({ network, requests, maximum, isLockedOut, windowEnds, liftedUntil }: Seen): string {
  if (liftedUntil !== null) {
    return `${network}: ${requests} requests in this window. The limit is lifted until ${timeText(liftedUntil)}.`;
  }
  const state = isLockedOut ? ' It is locked out until then.' : '';
  return `${network}: ${requests} of ${maximum} requests in the window that ends at ${timeText(windowEnds)}.${state}`;
}

async function liftOne({ settings }: Target, given: string, options: { minutes: number }): Promise<Outcome> {
  const now = Date.now();
  const [source, wider] = sourcesOf(given, settings);
  const before = await look(settings, source, now);
  const site = wider && (await look(settings, wider, now));
  const { network } = source;
  const until = await liftLimit(settings, addressLimitKey(network), { now, until: now + options.minutes * 60_000 });
  const isSiteLockedOut = site?.isLockedOut === true;
  return {
    json: { network, liftedUntil: timeText(until), wasLockedOut: before.isLockedOut, isSiteLockedOut },
    text: [
      `The limit of ${network} is lifted until ${timeText(until)}.`,
      ...(before.isLockedOut
        ? [`It was locked out. Functions that have refused it already may do so until ${timeText(before.windowEnds)}.`]
        : []),
      ...(isSiteLockedOut ? [`Its site is locked out too. To lift that limit: limits lift ${site.network}`] : []),
    ],
  };
}

async function restoreOne({ settings }: Target, given: string): Promise<Outcome> {
  const [{ network }] = sourcesOf(given, settings);
  const now = Date.now();
  const { liftedUntil } = await readLimit(settings, addressLimitKey(network), now);
  if (liftedUntil === null) {
    throw new AdminError(`The limit of ${network} is not lifted.`);
  }
  await restoreLimit(settings, addressLimitKey(network), { now, liftedUntil });
  return { json: { network }, text: [`The limit of ${network} holds again.`] };
}

/** What a request from this address counts against: an IPv6 address against its network, and then against its site. */
function sourcesOf(given: string, { requestsPerFiveMinutes }: Settings): readonly [Source, ...Source[]] {
  const [text = '', size] = given.split('/');
  const { address: network, site } = networksOf(text);
  const own = { network, maximum: requestsPerFiveMinutes };
  const wide = site === null ? undefined : { network: site, maximum: addressesPerSite * requestsPerFiveMinutes };
  if (isIP(text) !== 0 && (size === undefined || given === network)) {
    return wide === undefined ? [own] : [own, wide];
  }
  if (wide !== undefined && given === wide.network) {
    return [wide];
  }
  throw new AdminError(`${given} is not ${address}.`);
}

function minutes(text: string): number {
  const number = /^\d{1,4}$/.test(text) ? Number(text) : 0;
  if (number < 1 || number > 1440) {
    throw new InvalidArgumentError('It must be a whole number from 1 to 1440.');
  }
  return number;
}
