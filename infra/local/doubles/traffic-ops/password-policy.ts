import { commonPasswords } from '#lib/passwords/common-passwords.ts';
import { holdsLine } from '#lib/passwords/holds-line.ts';
import { badRequest } from './traffic-ops-error.ts';

/**
 * The server's rules for a password. The double checks Rekey's list of common passwords; the server's own list is ten times as long.
 *
 * @throws {TrafficOpsError} 400
 */
export function checkPassword(password: string): void {
  if (Buffer.byteLength(password) < 8) {
    throw badRequest('Password must be greater than 7 characters.');
  }
  if (holdsLine(commonPasswords, password)) {
    throw badRequest('Password is too common.');
  }
}

/** The rules of the 4.x and 5.0 APIs, which also look at the username. */
export function checkLoginPair(username: string, password: string): void {
  if (username === '') {
    throw badRequest('Your username cannot be blank.');
  }
  if (username === password) {
    throw badRequest('Your password cannot be your username.');
  }
  checkPassword(password);
}
