import * as profile from '#test/golden/crafter-profile/parts.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import * as studioV2 from '#test/golden/crafter-studio-v2/parts.ts';
import type { GoldenRequest } from '#test/golden/exchange.ts';
import { postReset, postToken } from '#test/golden/traffic-ops/messages.ts';
import { session } from '#test/golden/traffic-ops/world.ts';
import type { World } from '#test/golden/world.ts';
import { callsOfLinks, callsOfPages } from '#test/page/calls-of-pages.ts';
import { getWith, putWith } from './products.ts';

const token = 'A'.repeat(43);
const query = `?token=${token}`;

/** One call of each route that reaches the database. */
export async function callsOfRoutes(world: World): Promise<{ readonly [routeId: string]: GoldenRequest }> {
  const { cookie } = await session('test')(world);
  const mojolicious = `mojolicious=${cookie}`;
  const administrator = { Authorization: `Bearer ${await administratorJwt()}` };
  return {
    'crafter-profile/reset-password': profile.resetPassword(profile.resetFields, { id: '59284659d4c650213cc2f3fc' }).request,
    'crafter-profile/change-password': profile.changePassword({ ...profile.changeFields, resetTokenId: token }).request,
    'crafter-studio/forgot-password': studio.forgotPassword('?username=jane.doe').request,
    'crafter-studio/validate-token': studio.validateToken(query).request,
    'crafter-studio/set-password': studio.setPassword({ token, new: 'a good pass phrase' }).request,
    'crafter-studio/reset-password': studio.resetPassword('jane.doe', {}, administrator).request,
    'crafter-studio-v2/forgot-password': studioV2.forgotPassword('?username=jane.doe').request,
    'crafter-studio-v2/validate-token': studioV2.validateToken(query).request,
    'crafter-studio-v2/set-password': studioV2.setPassword({ token, new: 'a good pass phrase' }).request,
    'crafter-studio-v2/reset-password': studioV2.resetPassword(
      'jane.doe',
      { username: 'jane.doe', new: 'a good pass phrase' },
      administrator,
    ).request,
    'crafter-studio-v2/change-own-password': studioV2.changeOwnPassword({ username: 'jane.doe' }).request,
    'traffic-ops/reset-password': postReset({ email: 'test@example.com' }),
    'traffic-ops/login-with-token': postToken({ t: token }),
    'traffic-ops/get-current-user': getWith(mojolicious),
    'traffic-ops/update-current-user': putWith(mojolicious, {}),
    ...callsOfPages,
    ...callsOfLinks,
  };
}
