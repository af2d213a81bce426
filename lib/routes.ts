import * as crafterProfile from './dialects/crafter-profile/routes.ts';
import * as crafterStudio from './dialects/crafter-studio/routes.ts';
import * as crafterStudioV2 from './dialects/crafter-studio-v2/routes.ts';
import * as trafficOps from './dialects/traffic-ops/routes.ts';
import * as health from './health/route.ts';
import type { Route } from './http/route.ts';
import { pageRealms } from './page/identifier.ts';
import * as page from './page/routes.ts';
import type { Realm } from './reset/ports.ts';
import { realmOf } from './settings/is-upstream.ts';

/** Every route of Rekey, as the dialects and the pages declare them. A route's id never changes. */
export const routes: readonly Route[] = [crafterProfile, crafterStudio, crafterStudioV2, trafficOps, page, health].flatMap(
  (dialect) => Object.values<Route>(dialect),
);

/** Mails of every product lead to these pages, and whatever the products are, load balancers ask for the health. */
const isAlwaysServed = [page.stop.id, page.cancelRequest.id, page.disownChange.id, health.health.id];

/** The routes of the products that the operator has. There are pages to ask on if the people of one of them ask for themselves. */
export function servedRoutes({ products }: { readonly products: readonly Realm[] }): readonly Route[] {
  const hasPages = pageRealms.some((realm) => products.includes(realm));
  return routes.filter(({ id }) => {
    const realm = realmOf(id);
    return realm === undefined ? hasPages || isAlwaysServed.some((each) => each === id) : products.includes(realm);
  });
}
