import { Command } from 'commander';
import { AdminError } from '#infra/admin/admin-error.ts';
import type { Operate, Outcome } from '#infra/admin/operate.ts';
import type { Target } from '#infra/admin/target.ts';
import { columns, timeText } from '#infra/admin/terminal.ts';
import { createApplication, deleteApplication } from '#lib/dynamo/operator/applications.ts';
import { defaultApplication } from '#lib/reset/application.ts';
import { type CreateOptions, newApplication, withToken } from './new-application.ts';
import { allApplications, pickApplication, requireFreeName, shortId } from './pick-application.ts';
import { rotateCommand } from './rotate-application.ts';

export function applications(operate: Operate): Command {
  const create = new Command('create')
    .description(
      'Creates an application for Crafter Profile and prints its access token id. It is shown only once. The last line holds nothing else. If the accounts stay in Crafter Profile’s own server, that server decides what an application may do, and this only says where its links may lead.',
    )
    .argument('<name>', 'the name of the application in error messages and in other commands')
    .option('--tenant <tenants...>', 'the tenants whose profiles it may manage, or * for all')
    .requiredOption('--url <urls...>', 'where its reset links may lead: an origin and a path prefix')
    .option('--expires <date>', 'the day its access token expires, for example 2027-01-31')
    .option('--access-token <id>', 'the access token id that its clients already have (default: a new one)')
    .option(
      '--default',
      'for all applications that have no entry of their own, if the accounts stay in Crafter Profile’s own server',
    )
    .action(operate(createOne, 'crafter-profile'));
  const list = new Command('list')
    .description('Lists the applications. The ids in the list are not secret.')
    .action(operate(listThem, 'crafter-profile'));
  const revoke = new Command('revoke')
    .description('Revokes the access token of an application at once.')
    .argument('<application>', 'its name, or the first characters of its id, as the list shows it')
    .action(operate(revokeOne, 'crafter-profile'));
  return new Command('applications')
    .description('Applications that may call Crafter Profile’s API.')
    .addCommand(create)
    .addCommand(list)
    .addCommand(rotateCommand(operate))
    .addCommand(revoke);
}

async function createOne({ settings }: Target, name: string, options: CreateOptions): Promise<Outcome> {
  const { application, newAccessTokenId } = newApplication(settings, name, options);
  requireFreeName(await allApplications(settings), name);
  const isCreated = await createApplication(settings, application);
  // Nobody else can have a new access token. If it exists, an earlier attempt stored it and its answer was lost.
  if (!isCreated && newAccessTokenId === undefined) {
    throw new AdminError(
      application.accessTokenHash === defaultApplication
        ? 'There is a default entry already. Revoke it first to replace it.'
        : 'An application already has this access token. Revoke it first to replace it.',
    );
  }
  const id = shortId(application);
  // An access token that was given is not printed.
  return newAccessTokenId === undefined
    ? { json: { id, name }, text: [`${name} ${id}`] }
    : {
        json: { id, name, accessTokenId: newAccessTokenId },
        text: withToken(`the access token id of ${name}`, newAccessTokenId),
      };
}

async function listThem({ settings }: Target): Promise<Outcome> {
  const found = (await allApplications(settings)).toSorted((a, b) => a.name.localeCompare(b.name));
  const rows = found.map((application) => [
    shortId(application),
    application.name,
    application.tenantPermissions.map(({ tenant }) => tenant).join(' '),
    application.expiresOn === null ? 'never' : timeText(application.expiresOn).slice(0, 10),
    application.resetPasswordUrls.join(' '),
  ]);
  const json = found.map((application) => ({
    id: shortId(application),
    name: application.name,
    tenants: application.tenantPermissions.map(({ tenant }) => tenant),
    expiresOn: application.expiresOn === null ? null : timeText(application.expiresOn),
    urls: application.resetPasswordUrls,
  }));
  return {
    json: { applications: json },
    text: found.length === 0 ? ['There are no applications.'] : columns(['ID', 'NAME', 'TENANTS', 'EXPIRES', 'URLS'], rows),
  };
}

async function revokeOne({ settings }: Target, wanted: string): Promise<Outcome> {
  const application = pickApplication(await allApplications(settings), wanted);
  await deleteApplication(settings, application.accessTokenHash);
  const { name } = application;
  const id = shortId(application);
  return { json: { revoked: { id, name } }, text: [`Revoked ${name} (${id}).`] };
}
