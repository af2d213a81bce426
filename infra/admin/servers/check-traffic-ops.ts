import * as z from 'zod/mini';
import { type Finding, failed, ok, warning } from '#infra/admin/check/finding.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type HttpAnswer, type HttpClient, requireAnswer } from '#lib/upstream/http-client.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import { findUser } from '#lib/upstream/traffic-ops/find-user.ts';
import { responseOf } from '#lib/upstream/traffic-ops/read-answer.ts';
import { type TrafficOpsApi, trafficOpsApi } from '#lib/upstream/traffic-ops/traffic-ops-api.ts';
import type { UserRow } from '#lib/upstream/traffic-ops/user-row.ts';
import { clockFinding, type Findings, orFailed, type Probe, probe, reachedFinding } from './probe.ts';

/** Half the life of the sessions that Rekey opens. */
const mostAheadMilliseconds = 30_000;
const needed = ['USER:READ', 'USER:UPDATE'];

/** Looks at the Traffic Ops that the settings name. It only reads there. */
export async function checkTrafficOps(settings: Settings): Promise<Findings> {
  const url = `${settings.trafficOpsUrl}`;
  const client = serverClient(settings.trafficOpsUrl, 1);
  const { version, first } = await findVersion(client);
  const server = reachedFinding(url, first, isTrafficOps, 'the URL is the origin alone, without /api');
  if (server.state === 'failed') {
    return { server };
  }
  return {
    server,
    version:
      version === undefined
        ? failed('it has neither the API 5.0 nor the API 4.0, and Rekey needs one of them')
        : ok(`API ${version}`),
    clock: clockFinding(first, mostAheadMilliseconds),
    stamp: checkStamp(settings),
    ...(version !== undefined && (await orFailed('credential', () => checkCredential(settings, client)))),
  };
}

async function checkCredential(settings: Settings, client: HttpClient): Promise<Findings> {
  const versions = await secretsManager(settings).trafficOpsSessions();
  const defaults = ok('the secret of its sessions is not a published one, and has 32 bytes or more');
  const serviceUser = `${settings.trafficOpsServiceUser}`;
  const api = trafficOpsApi({ client, secrets: async () => versions, serviceUser });
  const user = await findUser(api, 'username', serviceUser);
  if (user === undefined) {
    return { defaults, credential: failed(`the service user ${serviceUser} cannot be found`) };
  }
  const credential = ok(`it accepts sessions of ${serviceUser} that Rekey signs`);
  return { defaults, credential, rights: await checkRights(api, user) };
}

/** Asks for the version as the adapter does. `ping` needs no session, and answers even if the database is down. */
async function findVersion(client: HttpClient): Promise<{ version: string | undefined; first: Probe }> {
  const first = await probe(client, '/api/5.0/ping');
  if (hasStatus(first, 501)) {
    const second = await probe(client, '/api/4.0/ping');
    return { version: hasStatus(second, 200) ? '4.0' : undefined, first };
  }
  return { version: hasStatus(first, 200) ? '5.0' : undefined, first };
}

function isTrafficOps({ status, text }: HttpAnswer): boolean {
  return (status === 200 && /"ping"/.test(text)) || (status === 501 && /api version/.test(text));
}

function hasStatus({ outcome }: Probe, status: number): boolean {
  return outcome.outcome === 'answer' && outcome.status === status;
}

function checkStamp({ trafficOpsStamp }: Settings): Finding {
  return trafficOpsStamp === 'strict'
    ? ok('strict: every change of the user ends a link, a login included')
    : warning('login-tolerant: a password change that is followed by a login does not end a link');
}

const role = z.object({ name: z.string(), permissions: z._default(z.nullable(z.array(z.string())), null) });
const roles = z.array(role);

/** To set a password, the service user must have every permission that the role of that user has. */
async function checkRights(api: TrafficOpsApi, user: UserRow): Promise<Finding> {
  const outside = user.tenant === 'root' ? [] : [`it only finds the users of the tenant ${user.tenant} and of those below it`];
  if (user.role === 'admin') {
    return outside.length > 0 ? warning(outside.join('; ')) : ok('its role is admin, so it may set the password of every user');
  }
  const answer = requireAnswer(await api.send({ method: 'GET', path: 'roles' }));
  const all = z.safeParse(roles, responseOf(answer)).data;
  const own = all?.find(({ name }) => name === user.role)?.permissions ?? undefined;
  if (all === undefined || own === undefined) {
    return warning(`it may not read roles, so nothing tells whose passwords it may set (its role is ${user.role})`);
  }
  const missing = needed.filter((permission) => !own.includes(permission));
  if (missing.length > 0) {
    return failed(`its role ${user.role} lacks ${missing.join(' and ')}`);
  }
  const beyond = all
    .filter(({ permissions }) => permissions?.some((permission) => !own.includes(permission)))
    .map(({ name }) => name);
  const limits = [
    ...outside,
    ...(beyond.length > 0 ? [`it may not set the passwords of users with the roles ${beyond.join(', ')}`] : []),
  ];
  return limits.length > 0 ? warning(limits.join('; ')) : ok(`its role ${user.role} may set the password of every user`);
}
