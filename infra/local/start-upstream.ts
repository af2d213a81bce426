import { portOf } from './api/listen.ts';
import { runStack } from './run-stack.ts';
import { startUpstreamStack } from './start-upstream-stack.ts';

await runStack((options) =>
  startUpstreamStack(options, {
    'crafter-profile': portOf('CRAFTER_PROFILE_PORT', 8010),
    'crafter-studio': portOf('CRAFTER_STUDIO_PORT', 8011),
    'traffic-ops': portOf('TRAFFIC_OPS_PORT', 8012),
  }),
);
