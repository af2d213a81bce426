import { sha256 } from '#lib/reset/token.ts';
import { ServerMisconfigured } from '#lib/upstream/product-server.ts';

/**
 * Rekey's own access token, which must not be one that everybody knows (U7).
 *
 * @throws {ServerMisconfigured}
 */
export function requireOwnToken(accessToken: string): string {
  if (stockTokens.has(sha256(accessToken))) {
    throw new ServerMisconfigured('the access token is one that every stock install of Crafter Profile ships');
  }
  return accessToken;
}

/** SHA-256 of the ids of the access tokens for the administration console, Crafter Engine and Crafter Social. */
const stockTokens: ReadonlySet<string> = new Set([
  '019a674f99f3e731004d922954075d0a8c3433ed59ae78052204d8119d209adf',
  'ffc22d5fc225864604fc08d346fbfd36d1297d7ead1dd4a0df8b93a0bcaa4c29',
  '8dae3e07a86ec2b3e0bc600cd5c562054db9d7fe4e343ede1080e9fe54702d59',
]);
