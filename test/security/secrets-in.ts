import { routes } from '#lib/routes.ts';
import type { GoldenRequest, GoldenResponse } from '#test/golden/exchange.ts';

const fields = 'accessTokenId|resetTokenId|newPassword|token|new|t|localPasswd|confirmLocalPasswd';
/** The value of such a field in JSON, and in a form or query. */
const inJson = new RegExp(`"(?:${fields})"\\s*:\\s*"((?:[^"\\\\]|\\\\.)*)"`, 'g');
const inForm = new RegExp(`(?:^|[?&])(?:${fields})=([^&#]*)`, 'gm');
const others = [/[A-Za-z0-9_-]{43}/g, /[\w-]{8,}\.[\w-]{8,}\.[\w-]{8,}/g, /mojolicious=([^;\s]+)/g, /--([0-9a-f]{40})/g];

/** A made-up secret that is shorter, or a word of our own, would be found by chance. */
const shortest = 8;
const ownWords = routes.map(({ id }) => id).join(' ');

/** Whatever in a request and its answer is a secret: tokens, passwords, cookies, JWTs, access token ids. As sent, and decoded. */
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
