import type { Exchange } from './exchange.ts';
import { bodyExchanges } from './traffic-ops-bodies.ts';
import { currentUserExchanges } from './traffic-ops-current-user.ts';
import { loginWithTokenExchanges } from './traffic-ops-login-with-token.ts';
import { refusedUpdateExchanges } from './traffic-ops-refused-updates.ts';
import { resetPasswordExchanges } from './traffic-ops-reset-password.ts';
import { sessionExchanges } from './traffic-ops-session.ts';
import { settingsExchanges } from './traffic-ops-settings.ts';

export const trafficOpsExchanges: readonly Exchange[] = [
  ...resetPasswordExchanges,
  ...loginWithTokenExchanges,
  ...sessionExchanges,
  ...currentUserExchanges,
  ...refusedUpdateExchanges,
  ...bodyExchanges,
  ...settingsExchanges,
];
