import type { Port } from '#infra/local/api/listen.ts';
import type { LocalSecrets } from '#infra/local/secrets/answer-secrets.ts';
import { type Realm, realms } from '#lib/reset/ports.ts';
import { profileTokens } from './crafter-profile/seed-profiles.ts';
import { type ProfileDouble, startProfileDouble } from './crafter-profile/start-profile-double.ts';
import { type StudioDouble, startStudioDouble } from './crafter-studio/start-studio-double.ts';
import { serviceUser } from './traffic-ops/seed-traffic-ops.ts';
import { startTrafficOpsDouble, type TrafficOpsDouble } from './traffic-ops/start-traffic-ops-double.ts';

export type DoublePorts = { readonly [realm in Realm]: Port };

/** The stand-ins of the three servers. */
export type Doubles = {
  'crafter-profile': ProfileDouble;
  'crafter-studio': StudioDouble;
  'traffic-ops': TrafficOpsDouble;
};

export type StartedDoubles = {
  doubles: Doubles;
  /** @throws {Error} when a stand-in got requests that Rekey should have answered itself */
  stop(): Promise<void>;
};

/** @throws {StartError} and leaves nothing running */
export async function startDoubles(ports: DoublePorts): Promise<StartedDoubles> {
  const stops: (() => Promise<void>)[] = [];
  const keep = <Started extends { stop(): Promise<void> }>(double: Started): Started => {
    stops.push(double.stop);
    return double;
  };
  const stop = async () => {
    await Promise.all(stops.map((end) => end()));
  };
  try {
    const doubles = {
      'crafter-profile': keep(await startProfileDouble({ port: ports['crafter-profile'] })),
      'crafter-studio': keep(await startStudioDouble({ port: ports['crafter-studio'] })),
      'traffic-ops': keep(await startTrafficOpsDouble({ port: ports['traffic-ops'] })),
    };
    return { doubles, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

export function serverUrlsOf(doubles: Doubles): { readonly [realm in Realm]: string } {
  return {
    'crafter-profile': doubles['crafter-profile'].url,
    'crafter-studio': doubles['crafter-studio'].url,
    'traffic-ops': doubles['traffic-ops'].url,
  };
}

const secretNames = {
  REKEY_CRAFTER_PROFILE_SECRET: 'stand-ins/crafter-profile',
  REKEY_CRAFTER_STUDIO_SECRET: 'stand-ins/crafter-studio',
  REKEY_TRAFFIC_OPS_SESSION_SECRET: 'stand-ins/traffic-ops',
} as const;

/** The settings with which Rekey finds the stand-ins of these products. */
export function variablesFor(doubles: Doubles, products: readonly Realm[] = realms): { readonly [variable: string]: string } {
  const { REKEY_CRAFTER_PROFILE_SECRET, REKEY_CRAFTER_STUDIO_SECRET, REKEY_TRAFFIC_OPS_SESSION_SECRET } = secretNames;
  const ofProduct = {
    'crafter-profile': { REKEY_CRAFTER_PROFILE_URL: doubles['crafter-profile'].url, REKEY_CRAFTER_PROFILE_SECRET },
    'crafter-studio': { REKEY_CRAFTER_STUDIO_URL: doubles['crafter-studio'].url, REKEY_CRAFTER_STUDIO_SECRET },
    'traffic-ops': {
      REKEY_TRAFFIC_OPS_URL: doubles['traffic-ops'].url,
      REKEY_TRAFFIC_OPS_SERVICE_USER: serviceUser,
      REKEY_TRAFFIC_OPS_SESSION_SECRET,
    },
  };
  return Object.assign({}, ...products.map((realm) => ofProduct[realm]));
}

/** Rekey's own credentials at the stand-ins, under the names in those settings. */
export function secretsFor(doubles: Doubles): LocalSecrets {
  return {
    [secretNames.REKEY_CRAFTER_PROFILE_SECRET]: { AWSCURRENT: profileTokens.service },
    [secretNames.REKEY_CRAFTER_STUDIO_SECRET]: { AWSCURRENT: doubles['crafter-studio'].serviceToken },
    [secretNames.REKEY_TRAFFIC_OPS_SESSION_SECRET]: { AWSCURRENT: doubles['traffic-ops'].secret },
  };
}
