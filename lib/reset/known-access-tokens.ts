/** The hashes of access tokens that were found to be good in this process. */
const known = new Set<string>();
const knownAtMost = 1_000;

export function isKnownToBeGood(accessTokenHash: string): boolean {
  return known.has(accessTokenHash);
}

/** When there are too many, it forgets them all. A forgotten application costs one request a round trip more. */
export function rememberJudgement(accessTokenHash: string, isGood: boolean): void {
  if (!isGood) {
    known.delete(accessTokenHash);
    return;
  }
  if (known.size >= knownAtMost) {
    known.clear();
  }
  known.add(accessTokenHash);
}
