import { spawnSync } from 'node:child_process';
import { describe, expect, test } from '@jest/globals';
import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { variablesOf } from '#infra/stack/functions/setting-variables.ts';
import { tables } from '#lib/dynamo/tables.ts';
import { verbsInForce } from '#lib/http/route.ts';
import { realms } from '#lib/reset/ports.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings, SettingsError, settingNames, variableOf } from '#lib/settings/settings.ts';
import { synthesise } from './template.ts';
import { contextOf, network } from './upstream-context.ts';

const REKEY_MAIL_FROM = 'noreply@example.com';

const ownSecret = (region: string) => `arn:aws:secretsmanager:${region}:111122223333:secret:own/secret-Ab12Cd`;

/** A value for every setting that differs from its default. Only the products are all of them, because each has settings of its own. */
const everySetting = {
  REKEY_AUDIT_BUS: 'audit',
  REKEY_MAIL_FROM,
  REKEY_PRODUCTS: 'crafter-profile,crafter-studio,traffic-ops',
  REKEY_PROFILE_NAME: 'Our shop',
  REKEY_REPLY_TO: 'Help <help@example.com>',
  REKEY_PROFILE_SIGN_IN_URL: 'https://shop.example.com/sign-in',
  REKEY_PUBLIC_URL: 'https://login.example.com',
  REKEY_TOKEN_LIFETIME_MINUTES: '30',
  REKEY_MAILS_PER_MINUTE: '4',
  REKEY_MAILS_PER_TOKEN_LIFETIME: '11',
  REKEY_REQUESTS_PER_FIVE_MINUTES: '61',
  REKEY_APPLICATION_REQUESTS_PER_FIVE_MINUTES: '1201',
  REKEY_PROXY_SECRET_HASHES: `${'0a'.repeat(32)},${'1b'.repeat(32)}`,
  REKEY_CLIENT_ADDRESS_HEADER: 'x-client',
  REKEY_ONLY_THROUGH_PROXY: 'true',
  REKEY_CRAFTER_PROFILE_SELF_SERVICE: 'sample-tenant',
  REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true',
  REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS: 'true',
  REKEY_STUDIO_LINK: 'https://studio.example.com/?token={token}',
  REKEY_TRAFFIC_OPS_LINK: 'https://portal.example.com/?token={token}',
  REKEY_STUDIO_SIGN_IN_URL: 'https://studio.example.com/studio/login',
  REKEY_TRAFFIC_OPS_SIGN_IN_URL: 'https://portal.example.com/#!/login',
  REKEY_STUDIO_NAME: 'Our CMS',
  REKEY_TRAFFIC_OPS_NAME: 'Our CDN',
  REKEY_LANGUAGE: 'de',
  REKEY_BRAND_NAME: 'Example & Sons',
  REKEY_BRAND_LOGO: 'data:image/png;base64,iVBORw0KGgo=',
  REKEY_BRAND_COLOR: '#7a1fa2',
  REKEY_BRAND_COLOR_DARK: '#e1bee7',
  REKEY_SUPPORT_ADDRESS: 'help@example.com',
  REKEY_BCRYPT_COST: '13',
  REKEY_PASSWORD_POLICIES: '{"crafter-studio":{"minimumCharacters":15,"blocklist":false}}',
  REKEY_PWNED_PASSWORDS: 'fail-closed',
  REKEY_ADMINISTRATOR_SECRET: 'own/administrators',
  REKEY_TRAFFIC_OPS_SESSION_SECRET: 'own/sessions',
  REKEY_OIDC_ISSUER: 'https://issuer.example.com',
  REKEY_OIDC_AUDIENCE: 'rekey',
};

/** The accounts of every realm stay in the product's own server. */
const withServers = {
  ...everySetting,
  REKEY_CRAFTER_PROFILE_URL: 'https://profile.example.com/crafter-profile',
  REKEY_CRAFTER_PROFILE_SECRET: 'own/profile',
  REKEY_CRAFTER_PROFILE_TOKENS_UNTIL: '2026-12-01T00:00:00Z',
  REKEY_CRAFTER_STUDIO_URL: 'https://studio.example.com/studio',
  REKEY_CRAFTER_STUDIO_SECRET: 'own/studio',
  REKEY_TRAFFIC_OPS_URL: 'https://ops.example.com',
  REKEY_TRAFFIC_OPS_SERVICE_USER: 'rekey',
  REKEY_TRAFFIC_OPS_STAMP: 'login-tolerant',
};

describe('Settings', () => {
  test('come from the context, or from the environment if they are not in the context', () => {
    const { settings } = parseDeployment(
      { REKEY_MAIL_FROM, REKEY_MAILS_PER_TOKEN_LIFETIME: 7 },
      { REKEY_MAILS_PER_TOKEN_LIFETIME: '8', REKEY_BCRYPT_COST: '11' },
    );
    expect(settings).toMatchObject({ mailFrom: REKEY_MAIL_FROM, mailsPerTokenLifetime: 7, bcryptCost: 11 });
  });

  test('may be JSON objects in cdk.json', () => {
    const REKEY_PASSWORD_POLICIES = { 'traffic-ops': { minimumCharacters: 12 } };
    const { settings } = parseDeployment({ REKEY_MAIL_FROM, REKEY_PASSWORD_POLICIES, sandbox: true }, {});
    expect(settings.passwordPolicies).toEqual({ 'traffic-ops': { minimumCharacters: 12, blocklist: true } });
  });

  test.each([everySetting, withServers])('become the same variables that they were read from', (given) => {
    const { settings } = parseDeployment(given, {});
    expect(parseSettings(variablesOf(settings, settingNames))).toEqual(settings);
    expect(variablesOf(settings, settingNames)).toMatchObject(given);
  });

  const stack = synthesise(everySetting);
  const texts = (id: string) =>
    Object.fromEntries(
      Object.entries(stack.variablesOf(id)).map(([name, value]) => [name, typeof value === 'string' ? value : 'a name']),
    );

  test('each reach at least one function', () => {
    const stacks = [stack, synthesise(withServers)];
    const given = new Set(stacks.flatMap((each) => each.functionIds.flatMap((id) => Object.keys(each.variablesOf(id)))));
    expect([...given].sort()).toEqual(
      settingNames
        .filter((name) => name !== 'demo')
        .map(variableOf)
        .sort(),
    );
  });

  test.each(stack.functionIds)(
    'reach %s as they are in force, with the name of a table only if the function may touch the table',
    (id) => {
      const given = texts(id);
      expect(everySetting).toMatchObject(
        Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(everySetting, name))),
      );
      const policies = JSON.stringify(stack.roleOf(id).Properties.Policies);
      for (const tableId of ['accounts', 'applications', 'limits', 'resetRequests', 'resetTokens'] as const) {
        const { nameSetting } = tables[tableId];
        const { logicalId } = stack.tableOf(tableId);
        const isTouched = new RegExp(`"${logicalId}","Arn"`).test(policies);
        expect([tableId, Object.hasOwn(given, variableOf(nameSetting))]).toEqual([tableId, isTouched]);
      }
    },
  );

  test.each(routes.filter(({ mayTouch }) => mayTouch).map((route) => [route.id, route] as const))(
    'let %s decide in the same way as its policy what it may touch',
    (id, route) => {
      expect(verbsInForce(route, parseSettings(texts(id)))).toEqual(verbsInForce(route, stack.deployment.settings));
    },
  );

  test('give the mailer the URL of the API if the operator gave no public URL', () => {
    const withoutUrl = synthesise();
    expect(JSON.stringify(withoutUrl.variablesOf('mail/send-reset-link').REKEY_PUBLIC_URL)).toMatch(
      /"https:\/\/".*\.execute-api\./,
    );
    expect(withoutUrl.variablesOf('traffic-ops/login-with-token')).not.toHaveProperty('REKEY_PUBLIC_URL');
  });
});

describe('A deployment is refused', () => {
  test.each([
    ['a missing sender', {}, 'REKEY_MAIL_FROM is missing'],
    ['an empty sender', { REKEY_MAIL_FROM: '' }, 'REKEY_MAIL_FROM is missing'],
    ['a sender without a mail address', { REKEY_MAIL_FROM: 'somebody' }, 'REKEY_MAIL_FROM must be exactly one mailbox'],
    ['two senders', { REKEY_MAIL_FROM: 'a@example.com, b@example.com' }, 'REKEY_MAIL_FROM must be exactly one mailbox'],
    [
      'a token lifetime that is out of bounds',
      { REKEY_MAIL_FROM, REKEY_TOKEN_LIFETIME_MINUTES: '1381' },
      'REKEY_TOKEN_LIFETIME_MINUTES must be',
    ],
    ['a hash cost that is too low', { REKEY_MAIL_FROM, REKEY_BCRYPT_COST: 9 }, 'REKEY_BCRYPT_COST must be'],
    [
      'the former name of a setting',
      { REKEY_MAIL_FROM, REKEY_MAILS_PER_HOUR: '5' },
      'REKEY_MAILS_PER_HOUR is now REKEY_MAILS_PER_TOKEN_LIFETIME',
    ],
    [
      'the former name of the list of products',
      { REKEY_MAIL_FROM, REKEY_ONLY_PRODUCT: 'crafter-studio' },
      'REKEY_ONLY_PRODUCT is now REKEY_PRODUCTS',
    ],
    [
      'a product that Rekey does not know',
      { REKEY_MAIL_FROM, REKEY_PRODUCTS: 'studio' },
      'REKEY_PRODUCTS must be one or more of',
    ],
    [
      'a setting of a product that it does not have',
      { REKEY_MAIL_FROM, REKEY_PRODUCTS: 'crafter-profile', REKEY_STUDIO_LINK: 'https://cms.example.com/?token={token}' },
      'REKEY_STUDIO_LINK needs crafter-studio among REKEY_PRODUCTS',
    ],
    [
      'the server of a product that it does not have',
      { REKEY_MAIL_FROM, REKEY_PRODUCTS: 'crafter-studio', REKEY_TRAFFIC_OPS_URL: 'https://ops.example.com' },
      'REKEY_TRAFFIC_OPS_URL needs traffic-ops among REKEY_PRODUCTS',
    ],
    ['a mistyped setting', { REKEY_MAIL_FROM, REKEY_MAIL_FORM: 'x' }, 'REKEY_MAIL_FORM is not a setting'],
    ['the name of a table', { REKEY_MAIL_FROM, REKEY_ACCOUNTS_TABLE: 'Theirs' }, 'REKEY_ACCOUNTS_TABLE is not a setting'],
    ['a mistyped flag', { REKEY_MAIL_FROM, sandbox: 'yes' }, 'sandbox must be'],
    ['an architecture that Lambda does not have', { REKEY_MAIL_FROM, architecture: 'arm' }, 'architecture must be'],
    [
      'a throttle of nothing',
      { REKEY_MAIL_FROM, requestsPerSecond: 0 },
      'requestsPerSecond must be a whole number from 1 to 10000',
    ],
    ['a throttle above the account’s', { REKEY_MAIL_FROM, requestsPerSecond: '10001' }, 'requestsPerSecond must be'],
    [
      'the ARN of something that is not a secret',
      { REKEY_MAIL_FROM, REKEY_ADMINISTRATOR_SECRET: 'arn:aws:ssm:eu-central-1:111122223333:parameter/administrators' },
      'REKEY_ADMINISTRATOR_SECRET must be the name or the ARN of a secret',
    ],
    [
      'the ARN of a part of a secret',
      { REKEY_MAIL_FROM, REKEY_TRAFFIC_OPS_SESSION_SECRET: `${ownSecret('us-east-1')}:key:AWSCURRENT:` },
      'REKEY_TRAFFIC_OPS_SESSION_SECRET must be the name or the ARN of a secret',
    ],
    [
      'a name that no secret can have',
      { REKEY_MAIL_FROM, REKEY_ADMINISTRATOR_SECRET: 'our secret' },
      'REKEY_ADMINISTRATOR_SECRET must be the name or the ARN of a secret',
    ],
    [
      'an alias instead of a key',
      { REKEY_MAIL_FROM, REKEY_ADMINISTRATOR_SECRET: 'own', secretsKey: 'arn:aws:kms:us-east-1:111122223333:alias/ours' },
      'secretsKey must be the ARN of a KMS key',
    ],
    [
      'a key without a secret that it encrypts',
      { REKEY_MAIL_FROM, secretsKey: 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab' },
      'secretsKey needs a secret of your own',
    ],
    ['an alarm address that is not a mail address', { REKEY_MAIL_FROM, alarmMail: 'ops' }, 'alarmMail must be'],
  ])('with %s', (_, context, message) => {
    const deploy = () => parseDeployment(context, {});
    expect(deploy).toThrow(SettingsError);
    expect(deploy).toThrow(message);
  });

  describe('with more variables than a function may have', () => {
    const policies = (tenants: number) =>
      Object.fromEntries(
        Array.from({ length: tenants }, (_, index) => [
          `crafter-profile/tenant-${index}`,
          { minimumCharacters: 12, blocklist: true },
        ]),
      );
    const deploy = (context: object) => () => synthesise({ ...context });

    test('by many password policies', () => {
      expect(deploy({ REKEY_PASSWORD_POLICIES: policies(60) })).toThrow(SettingsError);
      expect(deploy({ REKEY_PASSWORD_POLICIES: policies(60) })).toThrow(
        /crafter-profile\/change-password.* \d+ bytes.*REKEY_PASSWORD_POLICIES/s,
      );
      expect(deploy({ REKEY_PASSWORD_POLICIES: policies(30) })).not.toThrow();
    });

    test('by a logo beside other long settings', () => {
      const REKEY_BRAND_LOGO = `data:image/png;base64,${'A'.repeat(1_978)}`;
      const REKEY_PUBLIC_URL = `https://login.example.com/${'a'.repeat(2_000)}`;
      expect(deploy({ REKEY_BRAND_NAME: 'Example', REKEY_BRAND_LOGO })).not.toThrow();
      expect(deploy({ REKEY_BRAND_NAME: 'Example', REKEY_BRAND_LOGO, REKEY_PUBLIC_URL })).toThrow(/REKEY_BRAND_LOGO/);
    });
  });

  test('with a secret of another region, which a function cannot read', () => {
    const deploy = (CDK_DEFAULT_REGION?: string) => () =>
      parseDeployment({ REKEY_MAIL_FROM, REKEY_ADMINISTRATOR_SECRET: ownSecret('eu-central-1') }, { CDK_DEFAULT_REGION });
    expect(deploy('us-east-1')).toThrow('REKEY_ADMINISTRATOR_SECRET is in eu-central-1, and the stack is in us-east-1');
    expect(deploy('eu-central-1')).not.toThrow();
    expect(deploy()).not.toThrow();
  });

  test('with the former name of a setting in the environment', () => {
    const deploy = () => parseDeployment({ REKEY_MAIL_FROM }, { REKEY_MAILS_PER_HOUR: '5' });
    expect(deploy).toThrow('REKEY_MAILS_PER_HOUR is now REKEY_MAILS_PER_TOKEN_LIFETIME');
  });

  test('with one message that names wrong flags, wrong settings and unknown names together', () => {
    const deploy = () => parseDeployment({ REKEY_MAIL_FROM, sandbox: 'perhaps', REKEY_BCRYPT_COST: '15', REKEY_MAIL: 'x' }, {});
    expect(deploy).toThrow(/REKEY_MAIL .*sandbox .*REKEY_BCRYPT_COST /s);
  });

  test('with one message that names every setting that is out of bounds', () => {
    const deploy = () => parseDeployment({ REKEY_MAIL_FROM, REKEY_MAILS_PER_MINUTE: '0', REKEY_BCRYPT_COST: '15' }, {});
    expect(deploy).toThrow(/REKEY_MAILS_PER_MINUTE(.|\n)*REKEY_BCRYPT_COST/);
  });

  test.each(Object.values(demoCredentials))('A5 with a credential of the demo: %s', (credential) => {
    for (const variable of ['REKEY_ADMINISTRATOR_SECRET', 'REKEY_TRAFFIC_OPS_SESSION_SECRET']) {
      expect(() => parseDeployment({ REKEY_MAIL_FROM, [variable]: credential }, {})).toThrow(
        `${variable} contains a credential of the demo`,
      );
      expect(() => parseDeployment({ REKEY_MAIL_FROM }, { [variable]: credential })).toThrow(
        `${variable} contains a credential of the demo`,
      );
    }
  });

  test('A5 with the demo switched on', () => {
    expect(() => parseDeployment({ REKEY_MAIL_FROM }, { REKEY_DEMO: 'true' })).toThrow('REKEY_DEMO works only with `npm start`');
  });

  test('with a message and no stack trace', () => {
    const { status, stderr } = spawnSync(process.execPath, ['infra/app.ts'], {
      env: { PATH: process.env.PATH },
      encoding: 'utf8',
    });
    expect(stderr).toMatch(/^Rekey cannot be deployed with these values:\n {2}REKEY_MAIL_FROM is missing.*\n$/);
    expect(status).toBe(1);
  });
});

test('Every output says what to do with it', () => {
  const inNetwork = synthesise({ ...contextOf(realms), ...network });
  const verifying = synthesise({ sandbox: 'true', REKEY_TOKEN_LIFETIME_MINUTES: '5', mailIdentity: 'domain' });
  const all = [synthesise(withServers), inNetwork, verifying].flatMap(({ described }) => Object.entries(described));
  expect(all.filter(([, { Description = '' }]) => !/^[A-Z].{20,}\.$/.test(Description)).map(([name]) => name)).toEqual([]);
});
