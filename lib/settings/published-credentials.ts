import { sha256 } from '#lib/reset/token.ts';
import type { Settings } from './settings.ts';

/** Whether a credential must not work here because it is public knowledge (A5). The demo's credentials are, and work only in the demo. */
export function isPublished(credential: string, settings: Pick<Settings, 'demo'>): boolean {
  return isHashOfPublished(sha256(credential), settings);
}

/** The same for a caller that knows only the credential's hash. */
export function isHashOfPublished(credentialHash: string, { demo }: Pick<Settings, 'demo'>): boolean {
  return !demo && hashes.has(credentialHash);
}

/**
 * SHA-256 of the demo's credentials: the access token id that every stock install of Crafter Profile ships, and the secrets that sign
 * administrators' tokens and Traffic Ops sessions.
 */
const hashes: ReadonlySet<string> = new Set([
  '019a674f99f3e731004d922954075d0a8c3433ed59ae78052204d8119d209adf',
  '441ef0ecfaee9c75a82c9bad97fc226c4d71b025a6f88a6a8ee577dbc86ff06c',
  '4a995f52332f95354a4f610108664fef77c2d1f7f352a97475c141c57a04a11d',
]);
