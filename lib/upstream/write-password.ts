import {
  type ProductServer,
  type ServerAccount,
  ServerMisconfigured,
  ServerUnavailable,
  type ServerWrite,
} from './product-server.ts';

type PasswordWrite = {
  account: ServerAccount;
  fingerprint: string;
  password: string;
  sleep(milliseconds: number): Promise<unknown>;
  isTimeLeft(): boolean;
};

type Written = Exclude<ServerWrite, { outcome: 'no-answer' }> | { outcome: 'unknown' };

/** The witness is asked at once, after 0.3 s and after 1 s. */
const pausesBeforeWitness = [0, 300, 700];

/**
 * Writes the password, and finds out as well as anyone can whether it was set. Call it only under the claim: it may write twice.
 *
 * @throws {ServerUnavailable} if nothing was written
 */
export async function writePassword(server: ProductServer, write: PasswordWrite): Promise<Written> {
  const { account, password, isTimeLeft } = write;
  if (!isTimeLeft()) {
    throw new ServerUnavailable('NO_TIME_LEFT');
  }
  const first = await attempt(server, account, password);
  if (first.outcome !== 'no-answer') {
    return first;
  }
  // Whatever the answer to the second attempt is, unless the password was set: it does not tell what became of the first one.
  const second = isTimeLeft() ? await attempt(server, account, password).catch(() => first) : first;
  if (second.outcome === 'set') {
    return second;
  }
  switch (await askWitness(server, write)) {
    case 'set':
      return { outcome: 'set' };
    case 'not-set':
      if (second.outcome === 'no-answer') {
        throw new ServerUnavailable('NO_ANSWER');
      }
      return second;
    case 'unknown':
      return { outcome: 'unknown' };
  }
}

/** Everything that an adapter throws, except for what says that nothing was sent, leaves open whether the password was set. */
async function attempt(server: ProductServer, account: ServerAccount, password: string): Promise<ServerWrite> {
  try {
    return await server.setPassword(account, password);
  } catch (error) {
    if (error instanceof ServerUnavailable || error instanceof ServerMisconfigured) {
      throw error;
    }
    return { outcome: 'no-answer' };
  }
}

/** The first write may still be on its way. So only the last answer counts, unless the password is there already. */
async function askWitness(
  server: ProductServer,
  { account, fingerprint, password, sleep, isTimeLeft }: PasswordWrite,
): Promise<'set' | 'not-set' | 'unknown'> {
  let answer: 'set' | 'not-set' | 'unknown' = 'unknown';
  for (const pause of pausesBeforeWitness) {
    if (pause > 0) {
      await sleep(pause);
    }
    if (!isTimeLeft()) {
      return 'unknown';
    }
    answer = await server.witness(account, fingerprint, password).catch(() => 'unknown' as const);
    if (answer === 'set') {
      return answer;
    }
  }
  return answer;
}
