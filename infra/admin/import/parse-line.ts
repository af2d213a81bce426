import * as z from 'zod/mini';
import type { Json, Realm } from '#lib/reset/ports.ts';
import { parseExactJson } from './exact-json.ts';
import { fromExtendedJson } from './extended-json.ts';
import type { ParsedAccount } from './parsed-account.ts';
import { profile } from './profile.ts';
import { studioUser } from './studio-user.ts';
import { trafficOpsUser } from './traffic-ops-user.ts';

const formats: { readonly [realm in Realm]: z.ZodMiniType<ParsedAccount> } = {
  'crafter-profile': profile,
  'crafter-studio': studioUser,
  'traffic-ops': trafficOpsUser,
};

/** The line cannot be imported. The message gives the reason and never quotes the line. */
export class BadLine extends Error {
  override readonly name = 'BadLine';
}

/** In bytes. A DynamoDB item holds 400 KB, and an account is not much longer than its line. */
const longestLine = 350_000;

/**
 * Parses one account as the realm's product exports it.
 *
 * @throws {BadLine}
 */
export function parseLine(realm: Realm, text: string): ParsedAccount {
  // Profile's attributes can be left out one by one.
  if (realm !== 'crafter-profile' && Buffer.byteLength(text) > longestLine) {
    throw new BadLine(`longer than ${longestLine} bytes`);
  }
  const line = parseJson(text);
  const parsed = z.safeParse(formats[realm], realm === 'crafter-profile' ? fromExtendedJson(line) : line);
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter((part) => part !== '').join(' '),
    );
    throw new BadLine(reasons.join('; '));
  }
  return parsed.data;
}

function parseJson(text: string): Json {
  try {
    return parseExactJson(text);
  } catch {
    const hint = text.includes(String.raw`\\"`) ? '. If mysql made the file, export again with --raw' : '';
    throw new BadLine(`not JSON: every line must hold one JSON object${hint}`);
  }
}
