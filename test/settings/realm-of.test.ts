import { expect, test } from '@jest/globals';
import { realmOf } from '#lib/settings/is-upstream.ts';

test.each([
  ['crafter-profile/change-password', 'crafter-profile'],
  ['crafter-studio/set-password', 'crafter-studio'],
  ['crafter-studio-v2/set-password', 'crafter-studio'],
  ['traffic-ops/reset-password', 'traffic-ops'],
  ['crafter-profile-page/check-link', 'crafter-profile'],
  ['page/reset-password', undefined],
  ['mail/send-reset-link', undefined],
  ['crafter-studio', undefined],
  ['crafter-studio-v3/set-password', undefined],
])('the function %s serves the realm %s', (id, realm) => {
  expect(realmOf(id)).toBe(realm);
});
