import { marshall } from '@aws-sdk/util-dynamodb';
import * as z from 'zod/mini';
import type { Realm } from '#lib/reset/ports.ts';
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

/**
 * Parses one account as the realm's product exports it.
 *
 * @throws {BadLine}
 */
export function parseLine(realm: Realm, text: string): ParsedAccount {
  const parsed = z.safeParse(formats[realm], parseJson(text));
  if (!parsed.success) {
    const reasons = parsed.error.issues.map(({ path, message }) =>
      [path.join('.'), message].filter((part) => part !== '').join(' '),
    );
    throw new BadLine(reasons.join('; '));
  }
  refuseUnstorable(parsed.data);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new BadLine('not JSON: every line must hold one JSON object');
  }
}

/** JSON can hold numbers that DynamoDB cannot store exactly. */
function refuseUnstorable({ details }: ParsedAccount): void {
  try {
    marshall({ details });
  } catch {
    throw new BadLine('contains a number that cannot be stored exactly');
  }
}
