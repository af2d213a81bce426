import { administratorExchanges } from './crafter-studio-administrators.ts';
import { badTokenExchanges } from './crafter-studio-bad-tokens.ts';
import { bodyExchanges } from './crafter-studio-bodies.ts';
import { forgotPasswordExchanges } from './crafter-studio-forgot-password.ts';
import { limitExchanges } from './crafter-studio-limits.ts';
import { resetPasswordExchanges } from './crafter-studio-reset-password.ts';
import { tokenExchanges } from './crafter-studio-tokens.ts';
import type { Exchange } from './exchange.ts';

/** Every row and route of the contract. */
export const crafterStudioExchanges: readonly Exchange[] = [
  ...forgotPasswordExchanges,
  ...tokenExchanges,
  ...badTokenExchanges,
  ...resetPasswordExchanges,
  ...bodyExchanges,
  ...administratorExchanges,
  ...limitExchanges,
];
