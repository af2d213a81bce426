import { expect, test } from '@jest/globals';
import { type FunctionNeeds, needsOfRoute } from '#infra/stack/functions/function-needs.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';

const servers = {
  REKEY_CRAFTER_PROFILE_URL: 'https://profile.example.com/crafter-profile',
  REKEY_CRAFTER_STUDIO_URL: 'https://cms.example.com/studio',
  REKEY_TRAFFIC_OPS_URL: 'https://ops.example.com',
};
const concealed = { REKEY_CONCEAL_STUDIO_ACCOUNTS: 'true' };

function needs(id: string, settings: Settings): FunctionNeeds {
  const route = routes.find((each) => each.id === id);
  if (route === undefined) {
    throw new Error(`there is no route ${id}`);
  }
  return needsOfRoute(route, settings);
}

test.each(['crafter-studio/forgot-password', 'traffic-ops/reset-password', 'page/ask-for-link'])(
  'U6 %s conceals accounts, so it needs nothing more if they stay in the products’ own servers',
  (id) => {
    const upstream = needs(id, parseSettings({ ...servers, ...concealed }));
    expect(upstream).toMatchObject({ callsServer: false, secrets: [] });
    expect(upstream).toEqual(needs(id, parseSettings(concealed)));
  },
);

test('U6 only a function that reveals accounts calls the server and gets a credential there', () => {
  const revealing = parseSettings({ ...servers, REKEY_REVEAL_TRAFFIC_OPS_ACCOUNTS: 'true' });
  expect(needs('crafter-studio/forgot-password', revealing)).toMatchObject({ callsServer: true, secrets: ['crafterStudio'] });
  expect(needs('traffic-ops/reset-password', revealing)).toMatchObject({ callsServer: true, secrets: ['trafficOpsSessions'] });
});
