import { portOf } from './api/listen.ts';
import { runStack } from './run-stack.ts';
import { startUpstreamStack } from './start-upstream-stack.ts';

await runStack({
  name: 'npm run start:upstream',
  description: 'Runs Rekey on this machine, in front of stand-ins of the three products’ servers.',
  start: (options) =>
    startUpstreamStack(options, {
      'crafter-profile': portOf('CRAFTER_PROFILE_PORT', 8010),
      'crafter-studio': portOf('CRAFTER_STUDIO_PORT', 8011),
      'traffic-ops': portOf('TRAFFIC_OPS_PORT', 8012),
    }),
});
