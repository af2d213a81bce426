import { Command } from 'commander';
import { createApplication, deleteApplication, listApplications } from '#lib/dynamo/operator/administer-applications.ts';
import type { Application } from '#lib/reset/ports.ts';
import { randomText, sha256 } from '#lib/reset/token.ts';
import { isKnownToEveryone } from '#lib/settings/is-known-to-everyone.ts';
import { AdminError } from './admin-error.ts';
import { columns, timeText } from './columns.ts';
import { gather } from './gather.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';

type CreateOptions = { tenant: string[]; url: string[]; expires?: string; accessToken?: string };

export function applications(operate: Operate): Command {
  const create = new Command('create')
    .description('Adds an application of Crafter Profile and prints its access token id, once, alone on the last line.')
    .argument('<name>', 'how refusals name it')
    .requiredOption('--tenant <tenants...>', 'whose profiles it may manage; * for all')
    .requiredOption('--url <urls...>', 'where its reset pages live: an origin and a path prefix')
    .option('--expires <date>', 'when its token expires, for example 2027-01-31')
    .option('--access-token <id>', 'the access token id that its clients have already; a new one unless given')
    .action(operate(createOne));
  const list = new Command('list').description('Lists them. What they are listed by is no secret.').action(operate(listThem));
  const revoke = new Command('revoke')
    .description('Ends an access token at once.')
    .argument('<application>', 'its name, or the beginning of its id in the list')
    .action(operate(revokeOne));
  return new Command('applications')
    .description('Applications that may call Crafter Profile’s API.')
    .addCommand(create)
    .addCommand(list)
    .addCommand(revoke);
}

async function createOne({ settings }: Target, name: string, options: CreateOptions): Promise<Outcome> {
  const accessTokenId = options.accessToken === undefined ? randomText(24) : checkedToken(options.accessToken);
  const application: Application = {
    accessTokenHash: sha256(accessTokenId),
    name: checkedName(name),
    tenantPermissions: options.tenant.map((tenant) => ({ tenant: checkedTenant(tenant), allowedActions: ['MANAGE_PROFILES'] })),
    expiresOn: options.expires === undefined ? null : dateOf(options.expires),
    resetPasswordUrls: options.url.map(checkedUrl),
  };
  const isCreated = await createApplication(settings, application);
  // A new access token is nobody's: that it is there means that an answer was lost on the way.
  if (!isCreated && options.accessToken !== undefined) {
    throw new AdminError('There is an application with this access token already; revoke it first to replace it.');
  }
  const id = shortId(application);
  // Whoever brought it has it.
  return options.accessToken === undefined
    ? { json: { id, name, accessTokenId }, text: [accessTokenId] }
    : { json: { id, name }, text: [`${name} ${id}`] };
}

async function listThem({ settings }: Target): Promise<Outcome> {
  const found = (await all(settings)).toSorted((a, b) => a.name.localeCompare(b.name));
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
  const application = pickApplication(await all(settings), wanted);
  await deleteApplication(settings, application.accessTokenHash);
  const { name } = application;
  const id = shortId(application);
  return { json: { revoked: { id, name } }, text: [`Revoked ${name} (${id}).`] };
}

const all = async (settings: Target['settings']) => gather(listApplications(settings));

/**
 * The one application of this name or with this beginning of its id.
 *
 * @throws {AdminError} when there is none, or are several
 */
export function pickApplication(among: readonly Application[], wanted: string): Application {
  const named = among.filter(({ name }) => name === wanted);
  const isId = /^[0-9a-f]{6,64}$/.test(wanted);
  const found = named.length > 0 ? named : among.filter(({ accessTokenHash }) => isId && accessTokenHash.startsWith(wanted));
  const [application] = found;
  if (application === undefined) {
    throw new AdminError(`There is no application ${wanted}; applications list shows them.`);
  }
  if (found.length > 1) {
    throw new AdminError(
      `${found.length} applications are called ${wanted}; name one by its id: ${found.map(shortId).join(', ')}.`,
    );
  }
  return application;
}

/** The beginning of the hash of its access token: says which one it is, and opens nothing. */
function shortId({ accessTokenHash }: Application): string {
  return accessTokenHash.slice(0, 12);
}

function checkedToken(text: string): string {
  if (isKnownToEveryone(text, { demo: false })) {
    throw new AdminError(
      'This access token id is that of the demo, which everyone knows: every stock install ships it. Leave --access-token out for a new one.',
    );
  }
  if (!/^[\x21-\x7e]{16,255}$/.test(text)) {
    throw new AdminError('--access-token must be 16 to 255 visible ASCII characters.');
  }
  return text;
}

function checkedName(text: string): string {
  if (!/^[^\p{Cc}]{1,100}$/u.test(text) || text.trim() !== text) {
    throw new AdminError('The name must be 1 to 100 characters without control characters.');
  }
  return text;
}

function checkedTenant(text: string): string {
  if (text.trim() === '') {
    throw new AdminError('--tenant must name a tenant, or be * for all.');
  }
  return text;
}

function dateOf(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new AdminError(`--expires must be a date such as 2027-01-31, not ${text}.`);
  }
  if (time <= Date.now()) {
    throw new AdminError(`--expires must be a day to come, not ${text}.`);
  }
  return time;
}

function checkedUrl(text: string): string {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !/[?#@\\]/.test(text);
  if (!isPlain) {
    throw new AdminError(`--url must be an http or https URL without user, query and fragment, not ${text}.`);
  }
  return text;
}
