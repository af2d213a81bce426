import { describe, expect, test } from '@jest/globals';
import type { Application, Applications } from '#lib/reset/ports.ts';

/** What a contract suite needs to try an adapter of the port `applications`. */
export type ApplicationsBench = {
  applications: Applications;
  /** Creates or replaces an application as the operator would. */
  store(application: Application): Promise<void>;
};

const application: Application = {
  accessTokenHash: 'a'.repeat(64),
  name: 'sample-app',
  tenantPermissions: [
    { tenant: 'sample-tenant', allowedActions: ['MANAGE_PROFILES', '*'] },
    { tenant: '*', allowedActions: [] },
  ],
  expiresOn: null,
  resetPasswordUrls: ['http://example.com'],
};

/** What every adapter of `applications` must do. */
export function applicationsContract(bench: () => ApplicationsBench): void {
  describe('An application', () => {
    test('is found by the hash of its access token, as it was stored', async () => {
      await bench().store(application);
      await expect(bench().applications.find(application.accessTokenHash)).resolves.toEqual(application);
    });

    test('is found as it is now', async () => {
      const limited = { ...application, expiresOn: 1_700_000_000_123, resetPasswordUrls: [], tenantPermissions: [] };
      await bench().store(application);
      await bench().store(limited);
      await expect(bench().applications.find(application.accessTokenHash)).resolves.toEqual(limited);
    });

    test('A1 is not found under any other hash', async () => {
      await bench().store(application);
      await expect(bench().applications.find('b'.repeat(64))).resolves.toBeUndefined();
      await expect(bench().applications.find(application.name)).resolves.toBeUndefined();
    });
  });
}
