// `npm run test:upstream`: resets at the products' servers, with the shadows in DynamoDB. It takes seconds because it sets and tries real passwords.
//
// The stand-ins always run. A real server runs where these variables name it:
//
// Crafter Profile
//   UPSTREAM_PROFILE_URL                 ends with /crafter-profile
//   UPSTREAM_PROFILE_TENANT              the tenant in which the suite creates profiles, and deletes them afterwards
//   UPSTREAM_PROFILE_TOKEN               Rekey's own access token: READ_TENANT and MANAGE_PROFILES for the tenant
//   UPSTREAM_PROFILE_APPLICATION_TOKEN   an application's access token: MANAGE_TICKETS too, because the profiles log in with it
// Crafter Studio
//   UPSTREAM_STUDIO_URL                  ends with /studio
//   UPSTREAM_STUDIO_TOKEN                an access token of Rekey's own user: read_users and update_users
//   UPSTREAM_STUDIO_ADMINISTRATOR_TOKEN  an access token of an administrator: the suite creates users, and deletes them afterwards
// Traffic Ops, without a user cache
//   UPSTREAM_TRAFFIC_OPS_URL             the origin
//   UPSTREAM_TRAFFIC_OPS_SECRET          its secrets[0]
//   UPSTREAM_TRAFFIC_OPS_SERVICE_USER    Rekey's own user, with the role admin
//   UPSTREAM_TRAFFIC_OPS_USERNAME        a user with a full name and an address, whom the suite changes. Afterwards everything but the
//                                        password is what it was.
//
// For a certificate of a private authority, NODE_EXTRA_CA_CERTS names the file of its certificate.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import { profileTokens } from '#infra/local/doubles/crafter-profile/seed-profiles.ts';
import { startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import { startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import type { Double } from '#infra/local/doubles/server/start-double.ts';
import { serviceUser } from '#infra/local/doubles/traffic-ops/seed-traffic-ops.ts';
import { startTrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import { dynamoShadows } from '#lib/dynamo/dynamo-shadows.ts';
import { upstreamResetsContract } from '#test/contracts/upstream-resets.ts';
import type { UpstreamTarget } from '#test/contracts/upstream-target.ts';
import { type Database, startDatabase } from '#test/start-database.ts';
import { type OpenedProfile, profileCallerContract } from './crafter-profile/caller-contract.ts';
import { profileTarget, profileTraits } from './crafter-profile/profile-target.ts';
import { studioTarget, studioTraits } from './crafter-studio/studio-target.ts';
import { realServers } from './real-servers.ts';
import { trafficOpsTarget, trafficOpsTraits } from './traffic-ops/traffic-ops-target.ts';

let database: Database;
beforeAll(async () => {
  database = await startDatabase();
});
afterAll(() => database.stop());

const { profile, studio, trafficOps } = realServers;

const products = [
  {
    product: 'Crafter Profile',
    variable: 'UPSTREAM_PROFILE_URL',
    traits: profileTraits,
    openDouble: async () => (await openProfileDouble()).target,
    real: profile && (() => profileTarget(profile)),
  },
  {
    product: 'Crafter Studio',
    variable: 'UPSTREAM_STUDIO_URL',
    traits: studioTraits,
    openDouble: async () => {
      const double = await startStudioDouble();
      const { url, serviceToken: token, administratorToken } = double;
      return closingBoth(double, studioTarget({ url, token, administratorToken }));
    },
    real: studio && (() => studioTarget(studio)),
  },
  {
    product: 'Traffic Ops',
    variable: 'UPSTREAM_TRAFFIC_OPS_URL',
    traits: trafficOpsTraits,
    openDouble: async () => {
      const double = await startTrafficOpsDouble({ scryptCost: 2 });
      const { url, secret } = double;
      return closingBoth(double, trafficOpsTarget({ url, secret, serviceUser, username: 'jane.doe' }));
    },
    real: trafficOps && (() => trafficOpsTarget(trafficOps)),
  },
];

describe.each(products)('$product', ({ product, variable, traits, openDouble, real }) => {
  const shadows = () => dynamoShadows(database.settings);

  describe('the stand-in', () => upstreamResetsContract({ traits, open: openDouble, shadows }));

  describe('a real server', () => {
    if (real) {
      upstreamResetsContract({ traits, open: async () => real(), shadows });
    } else {
      test.skip(`No real ${product} was tested, because ${variable} is not set`, () => undefined);
    }
  });
});

describe('Crafter Profile, asked by an application', () => {
  describe('the stand-in', () => profileCallerContract(openProfileDouble));

  if (profile) {
    describe('a real server', () => profileCallerContract(async () => ({ access: profile, target: profileTarget(profile) })));
  }
});

async function openProfileDouble(): Promise<OpenedProfile> {
  const double = await startProfileDouble();
  const { service: token, application: applicationToken } = profileTokens;
  const access = { url: double.url, tenant: 'sample-tenant', token, applicationToken };
  return { access, target: closingBoth(double, profileTarget(access)) };
}

function closingBoth(double: Double, target: UpstreamTarget): UpstreamTarget {
  return {
    ...target,
    close: async () => {
      await target.close();
      await double.stop();
    },
  };
}
