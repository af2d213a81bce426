import { expect, test } from '@jest/globals';
import { needsOfMailFunction } from '#infra/stack/functions/function-needs.ts';
import { accountsOfAllRealms } from '#lib/accounts/all-realms.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { parseSettings, variableOf } from '#lib/settings/settings.ts';

const variables: { readonly [name: string]: string } = {
  REKEY_CRAFTER_PROFILE_URL: 'https://profile.example.com/crafter-profile',
  REKEY_CRAFTER_PROFILE_SECRET: 'profile',
  REKEY_CRAFTER_STUDIO_URL: 'https://cms.example.com/studio',
  REKEY_CRAFTER_STUDIO_SECRET: 'studio',
  REKEY_TRAFFIC_OPS_URL: 'https://ops.example.com',
  REKEY_TRAFFIC_OPS_SERVICE_USER: 'rekey',
};

test.each(mailFunctions)('M8 M10 $id can open the accounts with the variables that it gets', (mailFunction) => {
  const given = needsOfMailFunction(mailFunction, parseSettings(variables)).settings.map(variableOf);
  const own = Object.fromEntries(Object.entries(variables).filter(([name]) => given.some((each) => each === name)));
  expect(() => accountsOfAllRealms(parseSettings(own))).not.toThrow();
});
