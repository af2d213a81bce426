import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoApplication, demoPeople, demoProfile } from '#infra/demo/demo-people.ts';
import type { LocalUrls } from './local-environment.ts';

/** The text that npm start prints when the local stack is ready. Scripts wait for its first line. */
export function banner({ apiUrl, inboxUrl, databaseUrl }: LocalUrls): string {
  return [
    `Rekey is ready on ${apiUrl}`,
    '',
    `Start page ${apiUrl}/`,
    `API docs   ${apiUrl}/docs`,
    `Mails      ${inboxUrl}  (as JSON: ${inboxUrl}/store)`,
    `Database   ${databaseUrl}`,
    `Demo       application ${demoApplication.name} with access token ${demoCredentials.accessTokenId}, and these accounts:`,
    ...demoPeople.map(describe),
    '',
    'Try a reset:',
    `  curl -i '${apiUrl}/api/1/services/api/1/user/forgot-password.json?username=jane.doe'`,
    `  curl -i -H 'Content-Type: application/json' -d '{"email":"test@example.com"}' ${apiUrl}/api/5.0/user/reset_password`,
    `  curl -i -d accessTokenId=${demoCredentials.accessTokenId} -d resetPasswordUrl=http://example.com \\`,
    `       ${apiUrl}/api/1/profile/${demoProfile.id}/reset_password`,
    '',
  ].join('\n');
}

function describe({ realm, username, email, enabled, externallyManaged }: (typeof demoPeople)[number]): string {
  const state = [enabled ? [] : ['disabled'], externallyManaged ? ['externally managed'] : []].flat().join(', ');
  return `  ${realm.padEnd(16)} ${username.padEnd(10)} ${email}${state && ` (${state})`}`;
}
