import type { LocalSecrets } from '#infra/local/answer-secrets.ts';
import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { type NewAccount, storeAccount } from '#lib/dynamo/operator/store-account.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { demoCredentials } from './demo-credentials.ts';
import { demoApplication, demoPeople } from './demo-people.ts';

/** The demo's secrets under the names in the settings. */
export function demoSecrets(settings: Settings): LocalSecrets {
  return {
    [settings.administratorSecret]: { AWSCURRENT: demoCredentials.administratorSecret },
    [settings.trafficOpsSessionSecret]: { AWSCURRENT: demoCredentials.trafficOpsSessionSecret },
  };
}

/** Stores the documents' own people and application where they are absent: what was kept from an earlier start stays as it is. */
export async function storeDemo(settings: Settings): Promise<void> {
  const accounts = dynamoAccounts(settings);
  const storePerson = async (person: NewAccount) => {
    if ((await accounts.find(person)) === undefined) {
      await storeAccount(settings, person, null);
    }
  };
  const storeSampleApp = async () => {
    if ((await dynamoApplications(settings).find(demoApplication.accessTokenHash)) === undefined) {
      await storeApplication(settings, demoApplication);
    }
  };
  await Promise.all([...demoPeople.map(storePerson), storeSampleApp()]);
}
