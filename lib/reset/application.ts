import { started } from './beside-admission.ts';
import { ResetError } from './errors.ts';
import { isKnownToBeGood, rememberJudgement } from './known-access-tokens.ts';
import { admit, admitAddress, type Caller } from './limits.ts';
import type { Application } from './ports.ts';
import type { Reach } from './reach.ts';
import { sha256 } from './token.ts';

/**
 * The key of the entry for applications that have none of their own. Only Crafter Profile's own server has such: it knows applications that Rekey does
 * not know.
 */
export const defaultApplication = 'default';

/** The admission of an application. Both checks are started, and neither waits for the other to be awaited. */
export type ApplicationAdmission = {
  /** Resolves if its access token is good (P1–P3). */
  application: Promise<Application>;
  /** Resolves if it is also within its limit (P10). */
  admitted: Promise<Application>;
};

/**
 * Checks an application's access token and counts its request. A call without a valid access token counts against its source address instead: a
 * count of its own for every made-up token would let a stranger store as many items as they make requests. The count waits for the look-up only
 * the first time that this process meets the application.
 */
export function admitApplication(
  ports: Reach<'applications.find' | 'limits.count'>,
  accessTokenId: string,
  caller: Caller,
): ApplicationAdmission {
  const accessTokenHash = sha256(accessTokenId);
  const application = started(
    findApplication(ports, accessTokenId, accessTokenHash, caller.now).catch(async (error) => {
      if (error instanceof ResetError) {
        await admitAddress(ports.limits, caller);
      }
      throw error;
    }),
  );
  const count = () => admit(ports.limits, `application#${accessTokenHash}`, caller.applicationRequestsPerFiveMinutes, caller.now);
  const counted = isKnownToBeGood(accessTokenHash) ? started(count()) : undefined;
  const admitted = started(application.then((found) => (counted ?? count()).then(() => found)));
  return { application, admitted };
}

/** @param now epoch milliseconds */
export function isExpired(application: Application, now: number): application is Application & { expiresOn: number } {
  return application.expiresOn !== null && application.expiresOn <= now;
}

/** Whether the application may manage the tenant's profiles. The first permission for this tenant or for all decides (P6). */
export function mayManageProfiles(application: Application, tenant: string | null): boolean {
  const deciding = application.tenantPermissions.find((permission) => permission.tenant === '*' || permission.tenant === tenant);
  return deciding?.allowedActions.some((action) => action === '*' || action === 'MANAGE_PROFILES') ?? false;
}

async function findApplication(
  ports: Reach<'applications.find'>,
  accessTokenId: string,
  accessTokenHash: string,
  now: number,
): Promise<Application> {
  if (accessTokenId === '') {
    throw new ResetError('access-token-missing', null);
  }
  const application = await ports.applications.find(accessTokenHash);
  rememberJudgement(accessTokenHash, application !== undefined && !isExpired(application, now));
  if (application === undefined) {
    throw new ResetError('access-token-unknown', { given: accessTokenId });
  }
  if (isExpired(application, now)) {
    throw new ResetError('access-token-expired', {
      given: accessTokenId,
      application: application.name,
      expiredOn: application.expiresOn,
    });
  }
  return application;
}
