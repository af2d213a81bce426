import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoApplication, demoPeopleIn, demoProfile } from '#infra/demo/demo-people.ts';
import { version } from '#infra/version.ts';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import { askedRealms } from '#lib/page/asked-realms.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { seededPeople } from './doubles/seeded-people.ts';
import type { Doubles } from './doubles/start-doubles.ts';
import type { LocalUrls } from './local-environment.ts';

type Ready = LocalUrls & { settings: Settings; doubles?: Doubles | undefined };

/** The text that npm start prints when the local stack is ready. Scripts wait for its first line. */
export function banner(ready: Ready): string {
  const { apiUrl, inboxUrl, databaseUrl, settings, doubles } = ready;
  const people = demoPeopleIn(settings);
  return [
    `Rekey is ready on ${apiUrl}`,
    '',
    `Start page ${apiUrl}/`,
    `API docs   ${apiUrl}/docs`,
    `Mails      ${inboxUrl}  (as JSON: ${inboxUrl}/store)`,
    `Database   ${databaseUrl}`,
    'Accounts   are in these places:',
    ...settings.products.map((realm) => `  ${realm.padEnd(16)} ${settings[productServers[realm].url] ?? 'Rekey’s table'}`),
    ...demoLine(settings, people.length > 0),
    ...people.map(describe),
    ...(doubles ? standIns(settings) : []),
    '',
    ...tries(ready),
  ].join('\n');
}

/** The same for programs, as a line of JSON like those of the functions' log. */
export function readyLine({ apiUrl, inboxUrl, databaseUrl }: LocalUrls): string {
  return JSON.stringify({
    level: 'INFO',
    message: 'ready',
    timestamp: new Date().toISOString(),
    service: 'rekey',
    version,
    apiUrl,
    inboxUrl,
    databaseUrl,
  });
}

/** Applications are those of Crafter Profile. */
function demoLine({ products }: Settings, hasPeople: boolean): string[] {
  const application = `application ${demoApplication.name} with access token ${demoCredentials.accessTokenId}`;
  const parts = [...(products.includes('crafter-profile') ? [application] : []), ...(hasPeople ? ['these accounts:'] : [])];
  return parts.length === 0 ? [] : [`Demo       ${parts.join(', and ')}`];
}

function describe({ realm, username, email, enabled, externallyManaged }: NewAccount): string {
  const state = [enabled ? [] : ['disabled'], externallyManaged ? ['externally managed'] : []].flat().join(', ');
  return line(realm, username, `${email}${state && ` (${state})`}`);
}

function standIns({ products }: Settings): string[] {
  const people = products.flatMap((realm) =>
    seededPeople[realm].map(({ username, password, state }) =>
      line(realm, username, `${password}${state === null ? '' : ` (${state})`}`),
    ),
  );
  return ['Stand-ins  have these people, with these first passwords:', ...people];
}

const line = (realm: string, username: string, rest: string) => `  ${realm.padEnd(16)} ${username.padEnd(10)} ${rest}`;

/** What to try. The people in an operator's own server are not known here, so their product gets a page or a command instead of a call. */
function tries({ apiUrl, settings, doubles }: Ready): string[] {
  const isServed = (realm: Realm) => settings.products.includes(realm);
  const isKnown = (realm: Realm) => isServed(realm) && (doubles !== undefined || !isUpstream(realm, settings));
  const calls = [
    ...(isKnown('crafter-studio')
      ? [`  curl -i '${apiUrl}/api/1/services/api/1/user/forgot-password.json?username=jane.doe'`]
      : []),
    ...(isKnown('traffic-ops')
      ? [`  curl -i -H 'Content-Type: application/json' -d '{"email":"test@example.com"}' ${apiUrl}/api/5.0/user/reset_password`]
      : []),
    ...(isKnown('crafter-profile')
      ? [
          `  curl -i -d accessTokenId=${demoCredentials.accessTokenId} -d resetPasswordUrl=http://example.com \\`,
          `       ${apiUrl}/api/1/profile/${demoProfile.id}/reset_password`,
        ]
      : []),
  ];
  const pages = askedRealms({ settings })
    .filter((realm) => isServed(realm) && !isKnown(realm))
    .map((realm) => `  ${apiUrl}/forgot-password?realm=${realm}`);
  const own =
    isKnown('crafter-profile') || !isServed('crafter-profile')
      ? []
      : ['  Crafter Profile: register an application first, npm run admin -- applications create --help'];
  return ['Try a reset:', ...calls, ...pages, ...own, ''];
}
