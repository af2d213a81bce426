import { Command } from 'commander';
import { currentSettings } from '#lib/config.ts';
import { storeApplication } from '#lib/dynamo/store-application.ts';
import { sha256 } from '#lib/reset/hash.ts';
import { randomText } from '#lib/reset/random.ts';
import { AdminError } from './admin-error.ts';

type CreateOptions = { tenant: string[]; url: string[]; expires?: string };

export function applications(): Command {
  const create = new Command('create')
    .description('Adds an application of Crafter Profile and prints its access token id, once, alone on the last line.')
    .argument('<name>', 'how refusals name it')
    .requiredOption('--tenant <tenants...>', 'whose profiles it may manage; * for all')
    .requiredOption('--url <urls...>', 'where its reset pages live: an origin and a path prefix')
    .option('--expires <date>', 'when its token expires, for example 2027-01-31')
    .action(createApplication);
  return new Command('applications').description('Applications that may call Crafter Profile’s API.').addCommand(create);
}

async function createApplication(name: string, options: CreateOptions): Promise<void> {
  const accessTokenId = randomText(24);
  await storeApplication(currentSettings(), {
    accessTokenHash: sha256(accessTokenId),
    name,
    tenantPermissions: options.tenant.map((tenant) => ({ tenant, allowedActions: ['MANAGE_PROFILES'] })),
    expiresOn: options.expires === undefined ? null : dateOf(options.expires),
    resetPasswordUrls: options.url.map(checkedUrl),
  });
  console.log(accessTokenId);
}

function dateOf(text: string): number {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new AdminError(`--expires must be a date such as 2027-01-31, not ${text}.`);
  return time;
}

function checkedUrl(text: string): string {
  const url = URL.parse(text);
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && !/[?#@\\]/.test(text);
  if (!isPlain) throw new AdminError(`--url must be an http or https URL without user, query and fragment, not ${text}.`);
  return text;
}
