import * as crafterProfile from './dialects/crafter-profile/routes.ts';
import * as crafterStudio from './dialects/crafter-studio/routes.ts';
import * as crafterStudioV2 from './dialects/crafter-studio-v2/routes.ts';
import * as trafficOps from './dialects/traffic-ops/routes.ts';
import type { Route } from './http/route.ts';
import * as page from './page/routes.ts';

/** Every route of Rekey, as the dialects and the pages declare them. A route's id never changes. */
export const routes: readonly Route[] = [crafterProfile, crafterStudio, crafterStudioV2, trafficOps, page].flatMap((dialect) =>
  Object.values<Route>(dialect),
);
