import { crafterProfileAccess } from './crafter-profile-access.ts';
import { crafterProfileAftermath } from './crafter-profile-aftermath.ts';
import { crafterProfileBadInput } from './crafter-profile-bad-input.ts';
import { crafterProfileBodies } from './crafter-profile-body.ts';
import { crafterProfileChanges } from './crafter-profile-change.ts';
import { crafterProfileOrder } from './crafter-profile-order.ts';
import { crafterProfileRefusals } from './crafter-profile-refusals.ts';
import { crafterProfileResets } from './crafter-profile-reset.ts';
import { crafterProfileTokens } from './crafter-profile-token.ts';
import { crafterProfileUrls } from './crafter-profile-url.ts';
import type { Exchange } from './exchange.ts';

/** Every row of the contract Crafter Profile. */
export const crafterProfileExchanges: readonly Exchange[] = [
  ...crafterProfileResets,
  ...crafterProfileChanges,
  ...crafterProfileAccess,
  ...crafterProfileRefusals,
  ...crafterProfileTokens,
  ...crafterProfileUrls,
  ...crafterProfileOrder,
  ...crafterProfileBadInput,
  ...crafterProfileBodies,
  ...crafterProfileAftermath,
];
