import { Command, InvalidArgumentError } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { timeText } from '#infra/admin/terminal.ts';
import { createApplication, deleteApplication, retireApplication } from '#lib/dynamo/operator/applications.ts';
import { isExpired } from '#lib/reset/application.ts';
import type { Application } from '#lib/reset/ports.ts';
import { randomText, sha256 } from '#lib/reset/token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { checkedToken, dateOf, withToken } from './new-application.ts';
import { allApplications, pickApplication, requireFreeName, shortId } from './pick-application.ts';

type RotateOptions = { keepHours: number; expires?: string; accessToken?: string };

export function rotateCommand(operate: Operate): Command {
  return new Command('rotate')
    .description(
      'Gives an application a new access token and prints its id, which is shown only once. The last line holds nothing else. The former one works for another day, under a name of its own.',
    )
    .argument('<application>', 'its name, or the first characters of its id, as the list shows it')
    .option('--keep-hours <number>', 'how long the former access token works, 720 at most; 0 ends it at once', keepHours, 24)
    .option('--expires <date>', 'the day the new access token expires (default: the same day as before)')
    .option('--access-token <id>', 'the access token id that its clients already have (default: a new one)')
    .action(operate(rotateOne, 'crafter-profile'));
}

async function rotateOne({ settings }: Target, wanted: string, options: RotateOptions): Promise<Outcome> {
  if (isUpstream('crafter-profile', settings)) {
    throw new AdminError(
      'Crafter Profile itself gives its applications access tokens. Run applications create with the new one, and then applications revoke with the former one.',
    );
  }
  const all = await allApplications(settings);
  const former = pickApplication(all, wanted);
  const { accessToken, keepHours } = options;
  const accessTokenId = accessToken === undefined ? randomText(24) : checkedToken(accessToken);
  const expiresOn = expiryOf(former, options.expires);
  const successor = { ...former, name: currentName(former), accessTokenHash: sha256(accessTokenId), expiresOn };
  requireFreeName(
    all.filter((each) => each !== former),
    successor.name,
  );
  if (!(await createApplication(settings, successor)) && accessToken !== undefined) {
    throw new AdminError('An application already has this access token. Revoke it first to replace it.');
  }
  const formerEnds = await retire(settings, former, successor, keepHours);
  const { name } = successor;
  const json = { id: shortId(successor), name, former: { id: shortId(former), endsOn: formerEnds && timeText(formerEnds) } };
  const fate =
    formerEnds === null ? 'The former access token no longer works.' : `The former one works until ${timeText(formerEnds)}.`;
  return accessToken === undefined
    ? { json: { ...json, accessTokenId }, text: [fate, ...withToken(`the new access token id of ${name}`, accessTokenId)] }
    : { json, text: [fate, `${name} ${shortId(successor)}`] };
}

function expiryOf(former: Application, expires: string | undefined): number | null {
  if (expires !== undefined) {
    return dateOf(expires);
  }
  if (isExpired(former, Date.now())) {
    throw new AdminError(
      `The access token of ${former.name} expired on ${timeText(former.expiresOn)}. Give --expires with a new day.`,
    );
  }
  return former.expiresOn;
}

/**
 * Ends the former access token, now or later. If that fails, the application is as before.
 *
 * @returns when it ends, in epoch milliseconds; null if it has ended
 */
async function retire(settings: Settings, former: Application, successor: Application, hours: number): Promise<number | null> {
  const { accessTokenHash } = former;
  const now = Date.now();
  const ends = Math.min(now + hours * 3_600_000, former.expiresOn ?? Number.POSITIVE_INFINITY);
  const name = `${successor.name}${suffixOf(former)}`;
  try {
    if (ends > now) {
      return (await retireApplication(settings, { accessTokenHash, name, expiresOn: ends })) ? ends : null;
    }
    await deleteApplication(settings, accessTokenHash);
    return null;
  } catch (error) {
    await deleteApplication(settings, successor.accessTokenHash);
    throw error;
  }
}

/** Names are unique, so the former access token has its id in its name. */
function suffixOf(former: Application): string {
  return ` (former, ${shortId(former)})`;
}

/** Of an application that is rotated twice, the name of the first time is not made longer. */
function currentName(former: Application): string {
  const suffix = suffixOf(former);
  return former.name.endsWith(suffix) ? former.name.slice(0, -suffix.length) : former.name;
}

function keepHours(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 721;
  if (number > 720) {
    throw new InvalidArgumentError('It must be a whole number from 0 to 720.');
  }
  return number;
}
