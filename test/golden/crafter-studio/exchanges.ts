import type { Exchange } from '#test/golden/exchange.ts';
import { administratorExchanges } from './administrators.ts';
import { badTokenExchanges } from './bad-tokens.ts';
import { bodyExchanges } from './bodies.ts';
import { forgotPasswordExchanges } from './forgot-password.ts';
import { limitExchanges } from './limits.ts';
import { resetPasswordExchanges } from './reset-password.ts';
import { tokenExchanges } from './tokens.ts';

/** The exchanges of every row and route of the contract. */
export const crafterStudioExchanges: readonly Exchange[] = [
  ...forgotPasswordExchanges,
  ...tokenExchanges,
  ...badTokenExchanges,
  ...resetPasswordExchanges,
  ...bodyExchanges,
  ...administratorExchanges,
  ...limitExchanges,
];
