import { createHmac } from 'node:crypto';

/**
 * The signature in a session cookie of Traffic Ops. SHA-1 is part of the cookie's format, which Traffic Ops with the same secret must understand. As
 * an HMAC it is not known to be weak.
 *
 * @param encoded the session's data in Base64url
 */
export function signSession(encoded: string, secret: string): string {
  return createHmac('sha1', secret).update(encoded).digest('hex');
}
