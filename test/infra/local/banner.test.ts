import { expect, test } from '@jest/globals';
import { banner } from '#infra/local/banner.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const urls = { apiUrl: 'http://127.0.0.1:1', inboxUrl: 'http://127.0.0.1:2', databaseUrl: 'http://127.0.0.1:3' };
const settings = parseSettings({});

test('the banner says where the accounts of each product are', () => {
  const printed = banner({ ...urls, settings: { ...settings, crafterStudioUrl: 'http://127.0.0.1:8080/studio' } });
  expect(printed).toContain(
    [
      'Accounts   are in these places:',
      '  crafter-profile  Rekey’s table',
      '  crafter-studio   http://127.0.0.1:8080/studio',
      '  traffic-ops      Rekey’s table',
    ].join('\n'),
  );
});

test('the banner names demo accounts and calls only for products whose accounts are in Rekey’s table', () => {
  const own = banner({ ...urls, settings });
  const mixed = banner({ ...urls, settings: { ...settings, crafterStudioUrl: 'http://127.0.0.1:8080/studio' } });
  for (const shown of ['jane.doe@example.com', 'forgot-password.json?username=jane.doe']) {
    expect(own).toContain(shown);
    expect(mixed).not.toContain(shown);
  }
  expect(mixed).toContain('test@example.com');
  expect(mixed).toContain('/api/5.0/user/reset_password');

  // People of a server of the operator's own are not known here.
  expect(mixed).toContain('http://127.0.0.1:1/forgot-password?realm=crafter-studio');

  const everywhere = { crafterProfileUrl: 'http://127.0.0.1:8081/crafter-profile', trafficOpsUrl: 'http://127.0.0.1:8082' };
  const none = banner({ ...urls, settings: { ...settings, crafterStudioUrl: 'http://127.0.0.1:8080/studio', ...everywhere } });
  expect(none).not.toMatch(/curl|and these accounts|@example\.com/);
});

test('in front of a real Crafter Profile, the banner says which command lets an application call', () => {
  const printed = banner({ ...urls, settings: { ...settings, crafterProfileUrl: 'http://127.0.0.1:8080/crafter-profile' } });
  expect(printed).toContain('npm run admin -- applications create --help');
});
