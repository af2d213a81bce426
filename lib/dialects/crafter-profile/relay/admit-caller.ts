import { isKnownToBeGood, rememberJudgement } from '#lib/reset/known-access-tokens.ts';
import { admit, admitAddress, type Caller } from '#lib/reset/limits.ts';
import type { Reach } from '#lib/reset/reach.ts';
import { sha256 } from '#lib/reset/token.ts';

export type CallerAdmission = {
  /** Resolves if the call is within its limit (P10). */
  admitted: Promise<null>;
  /** Call it when the server has judged the access token. A bad one counts against its source address. */
  judged(isGood: boolean): Promise<void>;
};

/**
 * Counts a call whose access token the product's own server judges. The first call of an application in this process counts against its source
 * address, with the limit of an application, so that nobody can have Rekey ask the server about made-up tokens without end.
 */
export function admitCaller(ports: Reach<'limits.count'>, accessTokenId: string, caller: Caller): CallerAdmission {
  const hash = sha256(accessTokenId);
  const key = isKnownToBeGood(hash) ? `application#${hash}` : `address#${caller.address}`;
  const admitted = admit(ports.limits, key, caller.applicationRequestsPerFiveMinutes, caller.now).then(() => null);
  return {
    admitted,
    judged: async (isGood) => {
      rememberJudgement(hash, isGood);
      if (!isGood) {
        await admitAddress(ports.limits, caller);
      }
    },
  };
}
