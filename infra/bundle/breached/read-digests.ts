import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { dictionary } from '@zxcvbn-ts/language-common';

/** The value of the flag for the list of the package that the blocklist is from. */
export const rankedList = 'ranked';

const mostMegabytes = 200;
const mostPasswords = 4_000_000;

/** Why the list cannot be used; null if it can. It looks at the file's size and not at its content. */
export function faultOfList(list: string): string | null {
  if (list === rankedList) {
    return null;
  }
  const stats = statSync(list, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isFile()) {
    return `breachedPasswords: there is no file ${list}`;
  }
  return stats.size > mostMegabytes * 1024 ** 2
    ? `breachedPasswords: ${list} is over ${mostMegabytes} MB. Keep the passwords that were found most often`
    : null;
}

/**
 * The SHA-1 of each password of a list. A line of a file is a password, or the SHA-1 of one in hexadecimal, alone or with a colon and a count after it,
 * as Have I Been Pwned writes them.
 *
 * @throws {Error} if there are too many, or none
 */
export function readDigests(list: string): readonly Buffer[] {
  const lines = list === rankedList ? dictionary['passwords-common'] : readFileSync(list, 'utf8').split(/\r?\n/);
  const digests = new Set<string>();
  for (const line of lines) {
    if (line !== '') {
      digests.add(/^([0-9a-f]{40})(?::\d+)?$/i.exec(line)?.[1]?.toLowerCase() ?? sha1Of(line));
    }
  }
  if (digests.size === 0 || digests.size > mostPasswords) {
    throw new Error(`breachedPasswords: ${list} has ${digests.size} passwords. From 1 to ${mostPasswords} can be used`);
  }
  return [...digests].map((digest) => Buffer.from(digest, 'hex'));
}

function sha1Of(password: string): string {
  return createHash('sha1').update(password.normalize('NFC')).digest('hex');
}
