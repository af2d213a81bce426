import { dynamoAccounts } from '#lib/dynamo/dynamo-accounts.ts';
import { dynamoApplications } from '#lib/dynamo/dynamo-applications.ts';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { type NewAccount, storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { isUpstream } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { demoCredentials } from './demo-credentials.ts';
import { demoApplication, demoPeopleIn } from './demo-people.ts';

/** The secrets of the demo, by their names in the settings. A Traffic Ops server has a secret of its own, which is not the demo's. */
export function demoSecrets(settings: Settings): { [name: string]: { AWSCURRENT: string } } {
  return {
    [settings.administratorSecret]: { AWSCURRENT: demoCredentials.administratorSecret },
    ...(!isUpstream('traffic-ops', settings) && {
      [settings.trafficOpsSessionSecret]: { AWSCURRENT: demoCredentials.trafficOpsSessionSecret },
    }),
  };
}

/** Stores the demo's accounts and application unless they exist: data from an earlier start stays as it is. */
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
  await Promise.all([...demoPeopleIn(settings).map(storePerson), storeSampleApp()]);
}
