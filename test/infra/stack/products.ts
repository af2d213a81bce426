import { describe, expect, test } from '@jest/globals';
import { auditFunction } from '#lib/audit/audit-function.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { servedRoutes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { propertiesOf, selfService, synthesise } from './template.ts';
import { contextOf } from './upstream-context.ts';

const whole = synthesise();
const profileOnly = synthesise({ REKEY_PRODUCTS: 'crafter-profile' });
const studioOnly = synthesise({ REKEY_PRODUCTS: 'crafter-studio' });
const trafficOpsOnly = synthesise({ REKEY_PRODUCTS: 'traffic-ops', ...contextOf(['traffic-ops']) });

const mailIds = [...mailFunctions, auditFunction].map(({ id }): string => id);
const others: { readonly [realm in Realm]: RegExp } = {
  'crafter-profile': /crafter-studio|traffic-ops|page\/(?!health|stop|cancel-request|disown-change)/,
  'crafter-studio': /crafter-profile|traffic-ops/,
  'traffic-ops': /crafter-/,
};

describe.each([
  ['crafter-profile', profileOnly],
  ['crafter-studio', studioOnly],
  ['traffic-ops', trafficOpsOnly],
] as const)('A stack with %s only', (realm, stack) => {
  test('has its functions, the pages if people ask for themselves, and the mail functions', () => {
    expect(stack.functionIds.toSorted()).toEqual(
      whole.functionIds.filter((id) => mailIds.includes(id) || !others[realm].test(id)).toSorted(),
    );
    expect(stack.functionIds.some((id) => id.startsWith(`${realm}/`))).toBe(true);
  });

  test('has routes, alarms and graphs of these functions only', () => {
    const targets = propertiesOf(stack.ofType('AWS::ApiGatewayV2::Integration')).map(
      ({ IntegrationUri }) => IntegrationUri['Fn::GetAtt'][0],
    );
    const routed = stack.functionIds.filter((id) => !mailIds.includes(id));
    expect(new Set(targets)).toEqual(new Set(routed.map((id) => stack.functionOf(id).logicalId)));
    const watched = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard', 'AWS::Logs::MetricFilter'];
    const names = watched.flatMap((type) => JSON.stringify(propertiesOf(stack.ofType(type))).match(/[a-z0-9-]+\/[a-z-]+/g) ?? []);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => others[realm].test(name))).toEqual([]);
  });
});

test('A secret exists only with the product that needs it, and so does its output', () => {
  const secrets = [profileOnly, studioOnly, trafficOpsOnly].map((stack) => [
    stack.ofType('AWS::SecretsManager::Secret').length,
    ...stack.outputs.filter((name) => /^(Administrator|TrafficOpsSession)Secret$/.test(name)),
  ]);
  // Traffic Ops has its own server here, and so a secret of the operator's.
  expect(secrets).toEqual([[0], [1, 'AdministratorSecret'], [0, 'TrafficOpsSessionSecret']]);
});

test.each([profileOnly, studioOnly, trafficOpsOnly])(
  'A stack answers health checks whatever its products are',
  ({ functionIds }) => {
    expect(functionIds).toContain('page/health');
  },
);

test('The pages know which products there are', () => {
  expect(studioOnly.variablesOf('page/forgot-password')).toMatchObject({ REKEY_PRODUCTS: 'crafter-studio' });
  const ids = servedRoutes(parseSettings({ REKEY_PRODUCTS: 'crafter-profile,traffic-ops' })).map(({ id }) => id);
  expect(ids).toEqual(
    expect.arrayContaining(['crafter-profile/reset-password', 'traffic-ops/reset-password', 'page/ask-for-link']),
  );
  expect(ids.filter((id) => id.startsWith('crafter-studio'))).toEqual([]);
});

describe('The pages’ own calls for Crafter Profile', () => {
  const ofProfile = (ids: readonly string[]) => ids.filter((id) => id.startsWith('crafter-profile-page/')).toSorted();
  const both = ['crafter-profile-page/check-link', 'crafter-profile-page/set-password'];

  test('exist only if the people of some tenant ask for themselves', () => {
    expect(ofProfile(whole.functionIds)).toEqual([]);
    expect(ofProfile(synthesise(selfService).functionIds)).toEqual(both);
  });

  test('come with the pages, also if it is the only product, and bring nothing of another product', () => {
    const { functionIds } = synthesise({ REKEY_PRODUCTS: 'crafter-profile', ...selfService });
    expect(functionIds).toEqual(
      expect.arrayContaining([...both, 'page/ask-for-link', 'page/forgot-password', 'page/reset-password']),
    );
    expect(functionIds.filter((id) => /crafter-studio|traffic-ops/.test(id))).toEqual([]);
  });

  test('A4 hold no access token of an application, and only the one that sets a password may write an account', () => {
    const stack = synthesise(selfService);
    const policies = both.map((id) => JSON.stringify(stack.roleOf(id).Properties.Policies));
    expect(policies.map((policy) => policy.includes('passwordHash'))).toEqual([false, true]);
    const { logicalId } = stack.tableOf('applications');
    expect(policies.filter((policy) => policy.includes(logicalId))).toEqual([]);
  });

  test('are refused as a setting if the operator does not have the product', () => {
    expect(() => synthesise({ REKEY_PRODUCTS: 'crafter-studio', ...selfService })).toThrow(
      'REKEY_CRAFTER_PROFILE_SELF_SERVICE needs crafter-profile among REKEY_PRODUCTS',
    );
  });
});
