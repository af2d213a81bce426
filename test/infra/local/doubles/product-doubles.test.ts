import { afterEach, describe, expect, test } from '@jest/globals';
import { startProfileDouble } from '#infra/local/doubles/crafter-profile/start-profile-double.ts';
import { oldPasswordOf } from '#infra/local/doubles/crafter-studio/seed-users.ts';
import { startStudioDouble } from '#infra/local/doubles/crafter-studio/start-studio-double.ts';
import type { ProductDouble } from '#infra/local/doubles/server/product-double.ts';
import type { DoubleOptions } from '#infra/local/doubles/server/start-double.ts';
import { startTrafficOpsDouble } from '#infra/local/doubles/traffic-ops/start-traffic-ops-double.ts';
import { selfSignedCertificate } from './self-signed-certificate.ts';

type Product = {
  product: string;
  start(options: DoubleOptions): Promise<ProductDouble<object>>;
  path: string;
  person: [string, string];
  disabled: [string, string];
  withoutPassword: string;
};

const products: Product[] = [
  {
    product: 'Crafter Profile',
    start: startProfileDouble,
    path: '/crafter-profile',
    person: ['jane.doe', 'jane-old-pw-1'],
    disabled: ['dis.abled', 'dis-old-pw-1'],
    withoutPassword: 'sso.only',
  },
  {
    product: 'Crafter Studio',
    start: startStudioDouble,
    path: '/studio',
    person: ['jane.doe', oldPasswordOf('jane.doe')],
    disabled: ['off.user', oldPasswordOf('off.user')],
    withoutPassword: 'git_repo_user',
  },
  {
    product: 'Traffic Ops',
    start: (options) => startTrafficOpsDouble({ ...options, scryptCost: 2 }),
    path: '',
    person: ['jane.doe', 'jane-old-pw-1'],
    disabled: ['off.user', 'off-old-pw-1'],
    withoutPassword: 'rekey',
  },
];

const running: ProductDouble<object>[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((double) => double.stop()));
});

describe.each(products)('the double of $product', ({ start, path, person, disabled, withoutPassword }) => {
  const begin = async (options: DoubleOptions = {}) => {
    const double = await start(options);
    running.push(double);
    return double;
  };

  test('says whether a password logs a person in, and changes nothing by it', async () => {
    const double = await begin();
    const [username, password] = person;
    const before = structuredClone(double.find(username));
    expect(await double.canLogIn(username, password)).toBe(true);
    expect(await double.canLogIn(username, 'another password')).toBe(false);
    expect(await double.canLogIn('nobody', password)).toBe(false);
    expect(await double.canLogIn(...disabled)).toBe(false);
    expect(await double.canLogIn(withoutPassword, '')).toBe(false);
    expect(double.find(username)).toEqual(before);
    expect(double.requests).toEqual([]);
  });

  test('sets a password without Rekey’s knowledge', async () => {
    const double = await begin();
    const [username, password] = person;
    await double.setPassword(username, 'another password');
    await double.setPassword('nobody', 'another password');
    expect(await double.canLogIn(username, 'another password')).toBe(true);
    expect(await double.canLogIn(username, password)).toBe(false);
    expect(await double.canLogIn('nobody', 'another password')).toBe(false);
  });

  test('names the URL that an operator would set', async () => {
    const { url } = await begin();
    expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:\\d+${path}$`));
    const secure = await begin({ tls: selfSignedCertificate() });
    expect(secure.url).toMatch(new RegExp(`^https://127\\.0\\.0\\.1:\\d+${path}$`));
  });
});
