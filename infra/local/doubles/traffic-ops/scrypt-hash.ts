import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

const algorithm = 'SCRYPT';
const blockSize = 8;
const parallelization = 1;
const bytes = 64;

/** The server's own cost. */
export const scryptCost = 16_384;

/** The form in which the server stores a password: `SCRYPT:N:r:p:salt:key`. */
export async function scryptHash(password: string, cost = scryptCost): Promise<string> {
  const salt = randomBytes(bytes);
  const key = await derive(password, salt, cost);
  return [algorithm, cost, blockSize, parallelization, salt.toString('base64'), key.toString('base64')].join(':');
}

export async function isScryptHashOf(stored: string | null, password: string): Promise<boolean> {
  const [name, cost, , , salt = '', key = ''] = stored?.split(':') ?? [];
  if (name !== algorithm) {
    return false;
  }
  return timingSafeEqual(await derive(password, Buffer.from(salt, 'base64'), Number(cost)), Buffer.from(key, 'base64'));
}

function derive(password: string, salt: Buffer, cost: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const options = { N: cost, r: blockSize, p: parallelization, maxmem: 64 * 1024 * 1024 };
    scrypt(password, salt, bytes, options, (error, key) => (error ? reject(error) : resolve(key)));
  });
}
