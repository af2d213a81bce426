import { expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { StartError } from '#infra/local/api/listen.ts';
import { localSecrets } from '#infra/local/secrets/local-secrets.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const settings = parseSettings({});
const inFront = {
  ...settings,
  crafterProfileUrl: 'http://127.0.0.1:8080/crafter-profile',
  crafterProfileSecret: 'our/profile',
  crafterStudioUrl: 'http://127.0.0.1:8081/studio',
  crafterStudioSecret: 'our/studio',
  trafficOpsUrl: 'http://127.0.0.1:8082',
};

test('without a product’s server the demo gives every secret, and a given one replaces it', () => {
  const demo = {
    'rekey/administrators': { AWSCURRENT: demoCredentials.administratorSecret },
    'rekey/traffic-ops-sessions': { AWSCURRENT: demoCredentials.trafficOpsSessionSecret },
  };
  const own = { 'rekey/administrators': { AWSCURRENT: 'our own' }, 'our/other': { AWSCURRENT: 'another' } };

  expect(localSecrets(settings)).toEqual(demo);
  expect(localSecrets(settings, own)).toEqual({ ...demo, ...own });
});

test('a start is refused if a product’s server has no secret, and the demo’s secret does not replace it', () => {
  expect(() => localSecrets(inFront, { 'our/profile': { AWSCURRENT: 'a token' } })).toThrow(
    new StartError(
      [
        'SECRETS_FILE must name a JSON file that also holds these secrets:',
        '  our/studio, which REKEY_CRAFTER_STUDIO_SECRET names',
        '  rekey/traffic-ops-sessions, which REKEY_TRAFFIC_OPS_SESSION_SECRET names',
      ].join('\n'),
    ),
  );
});

test('in front of servers whose secrets are given, the stack has these and the administrators’ secret of the demo', () => {
  const given = Object.fromEntries(
    ['our/profile', 'our/studio', 'rekey/traffic-ops-sessions'].map((name) => [name, { AWSCURRENT: `the value of ${name}` }]),
  );
  expect(localSecrets(inFront, given)).toEqual({
    'rekey/administrators': { AWSCURRENT: demoCredentials.administratorSecret },
    ...given,
  });
});
