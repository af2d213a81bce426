import type { Exchange } from '#test/golden/exchange.ts';
import { crafterProfileAccess } from './access.ts';
import { crafterProfileAftermath } from './aftermath.ts';
import { crafterProfileBadInput } from './bad-input.ts';
import { crafterProfileBodies } from './body.ts';
import { crafterProfileChanges } from './change.ts';
import { crafterProfileOrder } from './order.ts';
import { crafterProfileRefusals } from './refusals.ts';
import { crafterProfileResets } from './reset.ts';
import { crafterProfileTokens } from './token.ts';
import { crafterProfileUrls } from './url.ts';

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
