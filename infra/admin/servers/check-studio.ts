import * as z from 'zod/mini';
import { type Finding, failed, ok, skipped, warning } from '#infra/admin/check/finding.ts';
import { parseJson } from '#lib/runtime/parse-json.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { maximumCalls } from '#lib/upstream/crafter-studio/studio-accounts.ts';
import { problemOf, readStudioAnswer } from '#lib/upstream/crafter-studio/studio-answer.ts';
import { type HttpAnswer, type HttpClient, requireAnswer } from '#lib/upstream/http-client.ts';
import { serverClient } from '#lib/upstream/server-client.ts';
import {
  clockFinding,
  crafterVersion,
  type Findings,
  orFailed,
  probe,
  reachedFinding,
  stockManagementTokenWarning,
} from './probe.ts';

const needed = ['read_users', 'update_users'];
/** Permissions that would let whoever has Rekey's credential do more than Rekey does. */
const surplus = ['create_users', 'delete_users', 'create_groups', 'update_groups', 'delete_groups', 'audit_log', 'read_logs'];

/** Looks at the Crafter Studio that the settings name. It changes nothing there, but Studio writes each call with Rekey's credential into its audit. */
export async function checkStudio(settings: Settings): Promise<Findings> {
  const url = `${settings.crafterStudioUrl}`;
  const client = serverClient(settings.crafterStudioUrl, maximumCalls);
  const first = await probe(client, '/api/2/users/me');
  const server = reachedFinding(url, first, ({ status }) => status === 401, 'the URL usually ends with /studio');
  if (server.state === 'failed') {
    return { server };
  }
  const { version, hasStockManagementToken } = await crafterVersion(client, '/api/2/monitoring/version');
  return {
    server,
    version,
    clock: clockFinding(first),
    stamp: ok('Crafter Studio does not show that a password was set. That is why links live for 30 minutes at most'),
    defaults: hasStockManagementToken
      ? warning(stockManagementTokenWarning)
      : skipped(
          'whether Studio’s own reset links are signed with the key that everybody knows cannot be seen from outside: set studio.security.cipher.key and studio.security.cipher.salt of your own',
        ),
    ...(await orFailed('credential', () => checkCredential(settings, client))),
  };
}

async function checkCredential(settings: Settings, client: HttpClient): Promise<Findings> {
  const [token] = await secretsManager(settings).crafterStudio();
  const answer = await sendWith(client, token, { method: 'GET', path: '/api/2/users/me' });
  if (answer.status === 401) {
    return {
      credential: failed(
        'Crafter Studio answers 401 to Rekey’s access token: it is unknown, expired or disabled, or its user is disabled',
      ),
    };
  }
  const username = z.safeParse(me, parseJson(answer.text)).data?.authenticatedUser.username;
  if (username === undefined) {
    return { credential: failed(`Rekey’s access token: ${problemOf(readStudioAnswer(answer))}`) };
  }
  const credential = ok(`Crafter Studio accepts Rekey’s access token as that of the user ${username}`);
  return { credential, rights: await checkRights(client, token) };
}

/** The call is a POST, but it only asks. */
async function checkRights(client: HttpClient, token: string): Promise<Finding> {
  const body = JSON.stringify({ permissions: [...needed, ...surplus] });
  const answer = await sendWith(client, token, { method: 'POST', path: '/api/2/users/me/global/has_permissions', body });
  const permissions = z.safeParse(granted, parseJson(answer.text)).data?.permissions;
  if (permissions === undefined) {
    return failed(`cannot read what the user may do: ${problemOf(readStudioAnswer(answer))}`);
  }
  const missing = needed.filter((name) => !permissions[name]);
  const excess = surplus.filter((name) => permissions[name]);
  if (missing.length > 0) {
    return failed(`the user lacks ${missing.join(' and ')}: give its group a role with them`);
  }
  return excess.length > 0
    ? warning(`the user may also do what Rekey does not need: ${excess.join(', ')}`)
    : ok(`the user has ${needed.join(' and ')}, and none of the other permissions that were tried`);
}

type StudioCall = { method: 'GET' | 'POST'; path: string; body?: string };

async function sendWith(client: HttpClient, token: string, call: StudioCall): Promise<HttpAnswer> {
  const headers = {
    accept: 'application/json',
    authorization: `Bearer ${token}`,
    ...(call.body !== undefined && { 'content-type': 'application/json' }),
  };
  return requireAnswer(await client.send({ ...call, headers, answerMilliseconds: 4000 }));
}

const me = z.object({ authenticatedUser: z.object({ username: z.string() }) });
const granted = z.object({ permissions: z.record(z.string(), z.boolean()) });
