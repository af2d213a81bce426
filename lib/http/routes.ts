import * as crafterProfile from '#lib/dialects/crafter-profile/routes.ts';
import * as crafterStudio from '#lib/dialects/crafter-studio/routes.ts';
import * as trafficOps from '#lib/dialects/traffic-ops/routes.ts';
import * as page from '#lib/page/routes.ts';
import type { Route } from './route.ts';

/** The whole surface of Rekey: all that the dialects declare. A route's id never changes. */
export const routes: readonly Route[] = [crafterProfile, crafterStudio, trafficOps, page].flatMap((dialect) =>
  Object.values<Route>(dialect),
);
