import type { Exchange } from '#test/golden/exchange.ts';
import { bodyExchanges } from './bodies.ts';
import { forgotPasswordExchanges } from './forgot-password.ts';
import { limitExchanges } from './limits.ts';
import { resetPasswordExchanges } from './reset-password.ts';
import { tokenExchanges } from './tokens.ts';

/** The exchanges of every row and route of Studio's second API. */
export const crafterStudioV2Exchanges: readonly Exchange[] = [
  ...forgotPasswordExchanges,
  ...tokenExchanges,
  ...resetPasswordExchanges,
  ...bodyExchanges,
  ...limitExchanges,
];
