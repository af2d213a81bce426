import { Command } from 'commander';
import { createApplication, deleteApplication, listApplications } from '#lib/dynamo/operator/applications.ts';
import type { Application } from '#lib/reset/ports.ts';
import { isAllowedLink } from '#lib/reset/reset-link.ts';
import { randomText, sha256 } from '#lib/reset/token.ts';
import { isPublished } from '#lib/settings/published-credentials.ts';
import { AdminError } from './admin-error.ts';
import { gather } from './iterables.ts';
import type { Operate, Outcome } from './operate.ts';
import type { Target } from './target.ts';
import { columns, timeText } from './terminal.ts';

type CreateOptions = { tenant: string[]; url: string[]; expires?: string; accessToken?: string };

export function applications(operate: Operate): Command {
  const create = new Command('create')
    .description(
      'Creates an application for Crafter Profile and prints its access token id. It is not shown again. The last line holds nothing else.',
    )
    .argument('<name>', 'the name of the application in error messages')
    .requiredOption('--tenant <tenants...>', 'the tenants whose profiles it may manage, or * for all')
    .requiredOption('--url <urls...>', 'where its reset links may lead: an origin and a path prefix')
    .option('--expires <date>', 'the day its access token expires, for example 2027-01-31')
    .option('--access-token <id>', 'the access token id that its clients already have (default: a new one)')
    .action(operate(createOne));
  const list = new Command('list')
    .description('Lists the applications. The ids in the list are not secret.')
    .action(operate(listThem));
  const revoke = new Command('revoke')
    .description('Revokes the access token of an application at once.')
    .argument('<application>', 'its name, or the first characters of its id, as the list shows it')
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
  // Nobody else can have a new access token. If it exists, an earlier attempt stored it and its answer was lost.
  if (!isCreated && options.accessToken !== undefined) {
    throw new AdminError('An application already has this access token. Revoke it first to replace it.');
  }
  const id = shortId(application);
  // An access token that was given is not printed.
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
 * Finds the one application with this name, or whose id starts with this text.
 *
 * @throws {AdminError} when none or several match
 */
export function pickApplication(among: readonly Application[], wanted: string): Application {
  const named = among.filter(({ name }) => name === wanted);
  const isId = /^[0-9a-f]{6,64}$/.test(wanted);
  const found = named.length > 0 ? named : among.filter(({ accessTokenHash }) => isId && accessTokenHash.startsWith(wanted));
  const [application] = found;
  if (application === undefined) {
    throw new AdminError(`There is no application ${wanted}. Run applications list to see all of them.`);
  }
  if (found.length > 1) {
    throw new AdminError(`${found.length} applications match ${wanted}. Give the id of one: ${found.map(shortId).join(', ')}.`);
  }
  return application;
}

/** The start of the hash of its access token. It identifies the application but is not a credential. */
function shortId({ accessTokenHash }: Application): string {
  return accessTokenHash.slice(0, 12);
}

function checkedToken(text: string): string {
  if (isPublished(text, { demo: false })) {
    throw new AdminError(
      'This is the access token id of the demo. Everyone knows it, because every stock install ships it. Leave out --access-token to get a new one.',
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
    throw new AdminError('--tenant must be the name of a tenant, or * for all.');
  }
  return text;
}

function dateOf(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) {
    throw new AdminError(`--expires must be a date such as 2027-01-31, not ${text}.`);
  }
  if (time <= Date.now()) {
    throw new AdminError(`--expires must be in the future, not ${text}.`);
  }
  return time;
}

function checkedUrl(text: string): string {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !/[?#@\\]/.test(text);
  if (!isPlain) {
    throw new AdminError(`--url must be an http or https URL without user, query and fragment, not ${text}.`);
  }
  if (!isAllowedLink(url.href, [text], { allowPlainHttp: true })) {
    throw new AdminError(`--url: no link below ${text} would be allowed, because its path could lead to another place.`);
  }
  return text;
}
