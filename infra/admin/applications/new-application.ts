import { AdminError } from '#infra/admin/admin-error.ts';
import { defaultApplication } from '#lib/reset/application.ts';
import type { Application } from '#lib/reset/ports.ts';
import { isAllowedLink } from '#lib/reset/reset-link.ts';
import { randomText, sha256 } from '#lib/reset/token.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import { isPublished } from '#lib/settings/published-credentials.ts';
import type { Settings } from '#lib/settings/settings.ts';

export type CreateOptions = { tenant?: string[]; url: string[]; expires?: string; accessToken?: string; default?: boolean };

type NewApplication = {
  application: Application;
  /** Absent if the application has one already. */
  newAccessTokenId?: string;
};

/** @throws {AdminError} when the options are not those of an application */
export function newApplication(settings: Settings, name: string, options: CreateOptions): NewApplication {
  return isUpstream('crafter-profile', settings) ? ofServer(name, options) : ofRekey(name, options);
}

/** Rekey judges the access tokens of its own applications. */
function ofRekey(name: string, options: CreateOptions): NewApplication {
  if (options.default) {
    throw new AdminError('--default is for accounts that stay in Crafter Profile’s own server (REKEY_CRAFTER_PROFILE_URL).');
  }
  if (options.tenant === undefined) {
    throw new AdminError('--tenant is missing. It names the tenants whose profiles the application may manage, or * for all.');
  }
  const newAccessTokenId = options.accessToken === undefined ? randomText(24) : undefined;
  const application = {
    accessTokenHash: sha256(newAccessTokenId ?? checkedToken(`${options.accessToken}`)),
    name: checkedName(name),
    tenantPermissions: options.tenant.map((tenant) => ({ tenant: checkedTenant(tenant), allowedActions: ['MANAGE_PROFILES'] })),
    expiresOn: options.expires === undefined ? null : dateOf(options.expires),
    resetPasswordUrls: options.url.map(checkedUrl),
  };
  return { application, ...(newAccessTokenId !== undefined && { newAccessTokenId }) };
}

/** Crafter Profile's own server knows the application, its access token and what it may do. Rekey only keeps where its links may lead. */
function ofServer(
  name: string,
  { tenant, url, expires, accessToken, default: isDefault = false }: CreateOptions,
): NewApplication {
  if (tenant !== undefined || expires !== undefined) {
    throw new AdminError(
      'Leave out --tenant and --expires: Crafter Profile itself decides what an application may do, and until when.',
    );
  }
  if (isDefault === (accessToken !== undefined)) {
    throw new AdminError('Give either --access-token with the id that Crafter Profile gave the application, or --default.');
  }
  const accessTokenHash = accessToken === undefined ? defaultApplication : sha256(checkedToken(accessToken));
  const resetPasswordUrls = url.map(checkedUrl);
  return { application: { accessTokenHash, name: checkedName(name), tenantPermissions: [], expiresOn: null, resetPasswordUrls } };
}

/** The access token id alone on the last line, for scripts. */
export function withToken(what: string, accessTokenId: string): string[] {
  return [`Below is ${what}. It is shown only this once, because Rekey stores only its hash.`, accessTokenId];
}

export function checkedToken(text: string): string {
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

export function dateOf(text: string): number {
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
