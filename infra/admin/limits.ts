import { isIP } from 'node:net';
import { Command, InvalidArgumentError } from 'commander';
import { type LimitState, liftLimit, readLimit, restoreLimit } from '#lib/dynamo/operator/lift-limit.ts';
import { networksOf } from '#lib/http/client-address.ts';
import { addressesPerSite, addressLimitKey, type Budget, budgets } from '#lib/reset/limits.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { AdminError } from './admin-error.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';
import { timeText } from './terminal.ts';

/** A source address, or a network of them, as requests are counted. */
type Source = { network: string; maximum: number };

type Seen = Source & LimitState & { budget: Budget; isLockedOut: boolean };

const address = 'an IP address, or a network as show names it, for example 2001:db8:1::/48';

export function limits(operate: Operate): Command {
  const show = new Command('show')
    .description(
      'Shows how many requests and how many refused links came from an address in this window of five minutes, and whether it is locked out.',
    )
    .argument('<address>', address)
    .action(operate(showLimits));
  const lift = new Command('lift')
    .description(
      'Lifts the limits of an address for a while, for example for a workshop behind one address. They come back by themselves.',
    )
    .argument('<address>', address)
    .option('--minutes <number>', 'for how long, 1440 at most', minutes, 60)
    .action(operate(liftOne));
  const restore = new Command('restore')
    .description('Makes the limits of an address hold again before their time.')
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
  const shown = (await Promise.all(sourcesOf(given, settings).map((source) => look(settings, source, now)))).flat();
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

function look(settings: Settings, source: Source, now: number): Promise<readonly Seen[]> {
  return Promise.all(
    budgets.map(async (budget) => {
      const state = await readLimit(settings, addressLimitKey(source.network, budget), now);
      const isLockedOut = state.liftedUntil === null && state.requests >= source.maximum;
      return { ...source, budget, ...state, isLockedOut };
    }),
  );
}

const counted: { readonly [budget in Budget]: { what: string; lockedOut: string } } = {
  asking: { what: 'requests', lockedOut: 'It is locked out until then.' },
  redeeming: { what: 'refused links', lockedOut: 'Until then only good links work there.' },
};

function sentence({ network, budget, requests, maximum, isLockedOut, windowEnds, liftedUntil }: Seen): string {
  const { what, lockedOut } = counted[budget];
  if (liftedUntil !== null) {
    return `${network}: ${requests} ${what} in this window. The limit is lifted until ${timeText(liftedUntil)}.`;
  }
  const state = isLockedOut ? ` ${lockedOut}` : '';
  return `${network}: ${requests} of ${maximum} ${what} in the window that ends at ${timeText(windowEnds)}.${state}`;
}

async function liftOne({ settings }: Target, given: string, options: { minutes: number }): Promise<Outcome> {
  const now = Date.now();
  const [source, wider] = sourcesOf(given, settings);
  const lockedOut = (await look(settings, source, now)).find(({ isLockedOut }) => isLockedOut);
  const isSiteLockedOut = wider !== undefined && (await look(settings, wider, now)).some((seen) => seen.isLockedOut);
  const { network } = source;
  const span = { now, until: now + options.minutes * 60_000 };
  const [until] = await Promise.all(budgets.map((budget) => liftLimit(settings, addressLimitKey(network, budget), span)));
  const liftedUntil = timeText(until ?? now);
  return {
    json: { network, liftedUntil, wasLockedOut: lockedOut !== undefined, isSiteLockedOut },
    text: [
      `The limits of ${network} are lifted until ${liftedUntil}.`,
      ...(lockedOut === undefined
        ? []
        : [`It was locked out. Functions that have refused it already may do so until ${timeText(lockedOut.windowEnds)}.`]),
      ...(isSiteLockedOut ? [`Its site is locked out too. To lift those limits: limits lift ${wider.network}`] : []),
    ],
  };
}

async function restoreOne({ settings }: Target, given: string): Promise<Outcome> {
  const now = Date.now();
  const [source] = sourcesOf(given, settings);
  const { network } = source;
  const lifted = (await look(settings, source, now)).flatMap(({ budget, liftedUntil }) =>
    liftedUntil === null ? [] : [{ budget, liftedUntil }],
  );
  if (lifted.length === 0) {
    throw new AdminError(`The limits of ${network} are not lifted.`);
  }
  await Promise.all(
    lifted.map(({ budget, liftedUntil }) => restoreLimit(settings, addressLimitKey(network, budget), { now, liftedUntil })),
  );
  return { json: { network }, text: [`The limits of ${network} hold again.`] };
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
