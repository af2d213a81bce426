import { AdminError } from '#infra/admin/admin-error.ts';
import { gather } from '#infra/admin/iterables.ts';
import { listApplications } from '#lib/dynamo/operator/applications.ts';
import type { Application } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';

export async function allApplications(settings: Settings): Promise<readonly Application[]> {
  return gather(listApplications(settings));
}

/**
 * Finds the one application with this name, or whose id starts with this text. `default` is always the entry with this id.
 *
 * @throws {AdminError} when none or several match
 */
export function pickApplication(among: readonly Application[], wanted: string): Application {
  const byKey = among.filter(({ accessTokenHash }) => accessTokenHash === wanted);
  const named = byKey.length > 0 ? byKey : among.filter(({ name }) => name === wanted);
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

/** The start of the hash of its access token, or `default`. It identifies the application but is not a credential. */
export function shortId({ accessTokenHash }: Application): string {
  return accessTokenHash.slice(0, 12);
}

/**
 * Two operators who give a name at the same moment may both get it. Then the other commands ask for the id.
 *
 * @throws {AdminError} when one of the applications has the name
 */
export function requireFreeName(among: readonly Application[], name: string): void {
  const taken = among.find((application) => application.name === name);
  if (taken !== undefined) {
    throw new AdminError(
      `There is an application ${name} already (${shortId(taken)}). For a new access token run applications rotate, or choose another name.`,
    );
  }
}
