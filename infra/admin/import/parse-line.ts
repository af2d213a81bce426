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

/** The line is not an account; the message says why, without what it holds. */
export class BadLine extends Error {
  override readonly name = 'BadLine';
}

/**
 * One exported account of the realm's product.
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

/** DynamoDB keeps fewer numbers than JSON can write. */
function refuseUnstorable({ details }: ParsedAccount): void {
  try {
    marshall({ details });
  } catch {
    throw new BadLine('holds a number that cannot be stored exactly');
  }
}
