/** What a check found. */
export type Finding = { state: 'ok' | 'warning' | 'failed' | 'skipped'; text: string };

export const ok = (text: string): Finding => ({ state: 'ok', text });
/** Something that the operator should know and that is not a fault of the stack. It does not make the check fail. */
export const warning = (text: string): Finding => ({ state: 'warning', text });
export const failed = (text: string): Finding => ({ state: 'failed', text });
export const skipped = (text: string): Finding => ({ state: 'skipped', text });
