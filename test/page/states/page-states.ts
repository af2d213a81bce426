import { askingStates } from './asking-states.ts';
import type { PageState } from './page-state.ts';
import { resetStates } from './reset-states.ts';
import { stopStates } from './stop-states.ts';

/** Every state of every page that people see. */
export const pageStates: readonly PageState[] = [...askingStates, ...resetStates, ...stopStates];
