import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { hash } from 'bcryptjs';
import { localSettings } from '#infra/local/local-environment.ts';
import { accountItem } from '#lib/dynamo/account-item.ts';
import { dynamoResetTokens } from '#lib/dynamo/dynamo-reset-tokens.ts';
import { withNewStamp } from '#lib/dynamo/operator/store-account.ts';
import { putItem } from '#lib/dynamo/stored-item.ts';
import { mintToken } from '#lib/reset/token.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { setPassword } from '#test/golden/crafter-studio/parts.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { bareMailClientId } from './bundle-everything.ts';
import { type Figure, shown } from './figure.ts';
import { sampleAccount } from './growth/sample-account.ts';
import { otherHash, recordCalls } from './record-calls.ts';
import { median } from './statistics.ts';

const rounds = 20;
/** The lowest cost that is allowed. The rest of a redemption takes the same time at every cost, and it shows better beside a short hash. */
const cost = 10;
const mostBesideMilliseconds = 10;
const password = 'a new pass phrase of mine';
const subject = 'crafter-studio/set-password';

type Sample = { wall: number; cpu: number };

/**
 * Measures how long a redemption takes in addition to its hash: beside bcrypt alone, and beside bcrypt with bare calls to DynamoDB, which are the same in
 * the same round trips, before and after the hash. The three take turns, and each round gives one difference.
 */
export async function redemption(outDir: string): Promise<Figure[]> {
  const handlerOf = async (id: string) => (await import(pathToFileURL(path.resolve(outDir, id, 'index.mjs')).href)).handler;
  const [handler, bare] = [await handlerOf(subject), await handlerOf(bareMailClientId)];
  const settings = localSettings();
  const first = mintToken();
  await storePerson(settings, 0, first.tokenHash);
  const url = pathToFileURL(path.resolve(outDir, subject, 'index.mjs')).href;
  const callsOf = await recordCalls(url, eventFor(first.token), nameOf(0));
  const samples: { hash: Sample; redemption: Sample; bare: Sample }[] = [];
  for (let round = -5; round < rounds; round++) {
    const [redeemer, other] = [1_000 + 2 * round, 1_001 + 2 * round];
    const { token, tokenHash } = mintToken();
    await storePerson(settings, redeemer, tokenHash);
    await storePerson(settings, other, otherHash(first.tokenHash, nameOf(other)));
    const trips = callsOf(nameOf(other));
    const sample = {
      hash: await timed(() => hash(password, cost)),
      redemption: await timed(async () => {
        const { statusCode } = await handler(eventFor(token), { awsRequestId: 'redemption' });
        if (statusCode !== 200) {
          throw new Error(`${subject} answered with ${statusCode}`);
        }
      }),
      bare: await timed(async () => {
        await bare([trips.slice(0, -1)]);
        await hash(password, cost);
        await bare([trips.slice(-1)]);
      }),
    };
    if (round >= 0) {
      samples.push(sample);
    }
  }
  const beside = (of: 'redemption' | 'bare', measure: keyof Sample) =>
    median(samples.map((sample) => sample[of][measure] - sample.hash[measure]));
  const [wall, bareWall] = [beside('redemption', 'wall'), beside('bare', 'wall')];
  return [
    {
      figure: `redemption, bcrypt at cost ${cost}, median`,
      subject,
      value: median(samples.map(({ redemption }) => redemption.wall)),
      unit: 'ms',
      limit: median(samples.map((sample) => sample.hash.wall)),
      goal: `bcrypt + ≤ ${mostBesideMilliseconds} ms (${wall.toFixed(1)} ms)`,
      isMet: wall <= mostBesideMilliseconds,
    },
    shown({
      figure: 'what it adds to bcrypt, beside bare calls',
      subject,
      unit: 'ms',
      value: wall,
      limit: bareWall,
      cpu: { value: beside('redemption', 'cpu'), limit: beside('bare', 'cpu') },
    }),
  ];
}

const nameOf = (person: number) => sampleAccount(person).id;
const eventFor = (token: string) => eventOf(setPassword({ token, new: password }).request, 2);

/** Each stamp names its person, so that the calls for one person are those for another. */
async function storePerson(settings: Settings, person: number, tokenHash: string): Promise<void> {
  const credentialStamp = `stamp-of-${nameOf(person)}`;
  const account = { ...withNewStamp(sampleAccount(person)), credentialStamp };
  const { realm, id: accountId, username, email, tenant } = account;
  const times = { requestedAt: Date.now(), expiresAt: Date.now() + 3_600_000 };
  await putItem(settings.accountsTable, accountItem(account, null));
  await dynamoResetTokens(settings).put({ tokenHash, realm, accountId, credentialStamp, username, email, tenant, ...times });
}

async function timed(work: () => Promise<unknown>): Promise<Sample> {
  const usedBefore = process.cpuUsage();
  const startedAt = performance.now();
  await work();
  const wall = performance.now() - startedAt;
  const { user, system } = process.cpuUsage(usedBefore);
  return { wall, cpu: (user + system) / 1_000 };
}
