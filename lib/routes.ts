import * as crafterProfile from './dialects/crafter-profile/routes.ts';
import * as crafterStudio from './dialects/crafter-studio/routes.ts';
import * as crafterStudioV2 from './dialects/crafter-studio-v2/routes.ts';
import * as trafficOps from './dialects/traffic-ops/routes.ts';
import * as health from './health/route.ts';
import type { Route } from './http/route.ts';
import { type AskingSettings, askedRealms } from './page/asked-realms.ts';
import * as pageCalls from './page/calls/routes.ts';
import * as page from './page/routes.ts';
import type { Realm } from './reset/ports.ts';
import { realmOf } from './settings/is-upstream.ts';

/** Every route of Rekey, as the dialects and the pages declare them. A route's id never changes. */
export const routes: readonly Route[] = [
  crafterProfile,
  crafterStudio,
  crafterStudioV2,
  trafficOps,
  page,
  pageCalls,
  health,
].flatMap((dialect) => Object.values<Route>(dialect));

/** Mails of every product lead to these pages, and whatever the products are, load balancers ask for the health. */
const isAlwaysServed = [page.stop.id, page.cancelRequest.id, page.disownChange.id, health.health.id];

/** A call of the reset page exists only if the people of its realm use that page. */
const ofPages: ReadonlySet<string> = new Set(Object.values<Route>(pageCalls).map(({ id }) => id));

/** The routes of the products that the operator has. There are pages to ask on if the people of one of them ask for themselves. */
export function servedRoutes(settings: AskingSettings): readonly Route[] {
  const asked: readonly Realm[] = askedRealms({ settings });
  return routes.filter(({ id }) => {
    const realm = realmOf(id);
    if (realm === undefined) {
      return asked.length > 0 || isAlwaysServed.some((each) => each === id);
    }
    return (ofPages.has(id) ? asked : settings.products).includes(realm);
  });
}
