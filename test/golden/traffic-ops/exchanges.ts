import type { Exchange } from '#test/golden/exchange.ts';
import { bodyExchanges } from './bodies.ts';
import { currentUserExchanges } from './current-user.ts';
import { loginWithTokenExchanges } from './login-with-token.ts';
import { refusedUpdateExchanges } from './refused-updates.ts';
import { resetPasswordExchanges } from './reset-password.ts';
import { sessionExchanges } from './session.ts';
import { settingsExchanges } from './settings.ts';

export const trafficOpsExchanges: readonly Exchange[] = [
  ...resetPasswordExchanges,
  ...loginWithTokenExchanges,
  ...sessionExchanges,
  ...currentUserExchanges,
  ...refusedUpdateExchanges,
  ...bodyExchanges,
  ...settingsExchanges,
];
