import { crafterProfileOperations } from './crafter-profile.ts';
import { crafterStudioOperations } from './crafter-studio.ts';
import type { DescribedOperation } from './described-operation.ts';
import { trafficOpsOperations } from './traffic-ops.ts';

/** What is known of the operations besides their routes, by the route's id, in the order in which one reads about them. */
export const describedOperations: { readonly [routeId: string]: DescribedOperation } = {
  ...crafterProfileOperations,
  ...crafterStudioOperations,
  ...trafficOpsOperations,
};
