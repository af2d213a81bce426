import { routes } from '#lib/routes.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';

const fields = 'accessTokenId|resetTokenId|newPassword|token|new|t|localPasswd|confirmLocalPasswd';
/** The values of these fields in JSON, in a form or in a query. */
const inJson = new RegExp(`"(?:${fields})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'g');
const inForm = new RegExp(`(?:^|[?&])(?:${fields})=([^&#]*)`, 'gm');
const others = [/[A-Za-z0-9_-]{43}/g, /[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, /mojolicious=([^;\s]+)/g, /--([0-9a-f]{40})/g];

/** A shorter made-up secret, or one of our own words, would be found by chance. */
const shortest = 8;
const ownWords = routes.map(({ id }) => id).join(' ');

/** All secrets in a request and its answer, as sent and decoded: tokens, passwords, cookies, JWTs and access token ids. */
export function secretsIn({ path, headers = {}, body = '' }: GoldenRequest, answer: GoldenResponse): string[] {
  const text = [path, ...Object.values(headers), answer.headers['set-cookie'] ?? '', body.toString()].join('\n').slice(0, 20_000);
  const found = [inJson, inForm, ...others].flatMap((pattern) =>
    [...text.matchAll(pattern)].map(([whole, value]) => value ?? whole),
  );
  return found
    .flatMap((secret) => [secret, decoded(secret)])
    .filter((secret) => secret.length >= shortest && !ownWords.includes(secret));
}

function decoded(secret: string): string {
  try {
    return decodeURIComponent(secret.replaceAll('+', ' '));
  } catch {
    return secret;
  }
}
