/** What a check found. */
export type Finding = { state: 'ok' | 'failed' | 'skipped'; text: string };

export const ok = (text: string): Finding => ({ state: 'ok', text });
export const failed = (text: string): Finding => ({ state: 'failed', text });
export const skipped = (text: string): Finding => ({ state: 'skipped', text });
