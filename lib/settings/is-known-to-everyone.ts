import { sha256 } from '#lib/reset/token.ts';
import type { Settings } from './settings.ts';

/**
 * SHA-256 of the demo's credentials: the access token id that every stock install of Crafter Profile ships, and the secrets of the
 * administrators and of the Traffic Ops sessions.
 */
const published: ReadonlySet<string> = new Set([
  '019a674f99f3e731004d922954075d0a8c3433ed59ae78052204d8119d209adf',
  '441ef0ecfaee9c75a82c9bad97fc226c4d71b025a6f88a6a8ee577dbc86ff06c',
  '4a995f52332f95354a4f610108664fef77c2d1f7f352a97475c141c57a04a11d',
]);

/** Whether a credential opens nothing here because everyone can read it (A5): one of the demo's, outside of the demo. */
export function isKnownToEveryone(credential: string, settings: Pick<Settings, 'demo'>): boolean {
  return isHashKnownToEveryone(sha256(credential), settings);
}

/** The same of a credential whose hash alone is at hand. */
export function isHashKnownToEveryone(credentialHash: string, { demo }: Pick<Settings, 'demo'>): boolean {
  return !demo && published.has(credentialHash);
}
