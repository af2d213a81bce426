import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoApplication, demoPeopleIn } from '#infra/demo/demo-people.ts';
import type { Doubles } from '#infra/local/doubles/start-doubles.ts';
import type { LocalUrls } from '#infra/local/local-environment.ts';
import { version } from '#infra/version.ts';
import type { NewAccount } from '#lib/dynamo/operator/store-account.ts';
import { askedRealms } from '#lib/page/asked-realms.ts';
import { isUpstream } from '#lib/settings/is-upstream.ts';
import { productServers } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { escapeHtml } from '#lib/wording/plain-text.ts';
import { productName } from '#lib/wording/product-name.ts';
import { callSections } from './call-sections.ts';
import { demoCalls } from './demo-calls.ts';
import { productLogins } from './product-logins.ts';

type StartPage = LocalUrls & {
  settings: Settings;
  /** The stand-ins of the products' servers, if Rekey is in front of them. */
  doubles?: Doubles | undefined;
  /** Whether the API has a route for this path (default method: GET). */
  isServed: (path: string, method?: string) => boolean;
};

const pages = [
  ['/forgot-password', 'Forgot-password page', ''],
  ['/reset-password', 'Reset page', ' opens from the link in a mail'],
] as const;

/** The first page for a developer: what runs where, the accounts of the demo, and the documented calls to try. */
export function startPage(page: StartPage): string {
  const calls = demoCalls.filter(({ path, method }) => page.isServed(path.replace(/\?.*/, ''), method));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Rekey on this machine</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/start/theme.css">
<link rel="stylesheet" href="/start/start.css">
<link rel="stylesheet" href="/start/calls.css">
<link rel="stylesheet" href="/start/logins.css">
</head>
<body>
<header>
<h1>Rekey</h1>
<p>Password reset for ${escapeHtml(namesOf(page.settings))}. Everything runs on this machine, and only this machine can reach it.</p>
<noscript><p>Your browser runs no script here, so this page has no buttons. Copy a command into a terminal in the folder of Rekey. Reload the page to see a change.</p></noscript>
</header>
<main>
${firstReset(page)}
${section('places', 'What runs where', places(page))}
${page.doubles ? section('logins', 'Log in at the products', productLogins(page.doubles, page)) : ''}
${section('people', page.doubles ? 'Demo application' : 'Demo accounts', people(page))}
${section('calls', 'The documented calls, step by step', `${aboutCalls(page)}\n${callSections(calls, page.apiUrl)}`)}
</main>
<footer>Rekey ${escapeHtml(version)}</footer>
<script type="application/json" id="demo-calls">${JSON.stringify(calls).replaceAll('<', '\\u003c')}</script>
<script type="module" src="/start/start.js"></script>
</body>
</html>
`;
}

/** All of them in one phrase. */
function namesOf(settings: Settings): string {
  return new Intl.ListFormat('en').format(settings.products.map((realm) => productName(realm, settings)));
}

function section(id: string, heading: string, html: string): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${html}
</section>`;
}

/** The quickest way to see what Rekey does. In front of stand-ins, their logins say the same and more. */
function firstReset({ settings, doubles, inboxUrl, isServed }: StartPage): string {
  const person = demoPeopleIn(settings).find(
    ({ realm, enabled, externallyManaged }) => realm === 'crafter-studio' && enabled && !externallyManaged,
  );
  if (person === undefined || doubles !== undefined || !isServed('/forgot-password')) {
    return '';
  }
  return section(
    'first',
    'A first reset',
    `<ol>
<li>Open the <a href="/forgot-password?realm=${person.realm}">forgot-password page</a>, enter ${code(person.username)} and send the form.</li>
<li>Open the <a href="${escapeHtml(inboxUrl)}">inbox</a> and follow the link in the mail.</li>
<li>Choose a new password. A second mail says that the password was changed.</li>
</ol>
<p>To log in with the new password too, run <code>npm run start:upstream</code>: there each product has a stand-in with a login.</p>`,
  );
}

function places({ apiUrl, inboxUrl, databaseUrl, settings, doubles, isServed }: StartPage): string {
  const served = pages.filter(([path]) => isServed(path));
  const asked = served.length === 0 ? [] : askedRealms({ settings });
  return `<dl>
${place('API', code(apiUrl))}
${place('Inbox', `${link(inboxUrl)} shows every mail. No mail leaves this machine`)}
${place('API documentation', `${link(`${apiUrl}/docs`)} explains every call and lets you try it. It is also available as <a href="/openapi.json">openapi.json</a>`)}
${place('Database', `${code(databaseUrl)} stands in for DynamoDB`)}
${served.map(([path, name, says]) => place(name, `${link(`${apiUrl}${path}`)}${says}`)).join('\n')}
${asked.map((realm) => place(`The same for ${escapeHtml(productName(realm, settings))}`, link(`${apiUrl}/forgot-password?realm=${realm}`))).join('\n')}
${place('Accounts', settings.products.map((realm) => `${escapeHtml(productName(realm, settings))}: ${accountsAt(settings[productServers[realm].url], doubles)}`).join('<br>'))}
</dl>`;
}

function accountsAt(server: string | null, doubles: Doubles | undefined): string {
  if (server === null) {
    return 'Rekey’s own table in that database';
  }
  return `${code(server)}${doubles ? ', a stand-in for the product’s own server' : ''}`;
}

function people({ settings }: StartPage): string {
  const stored = demoPeopleIn(settings);
  const list =
    stored.length === 0 ? '' : `<ul class="people">\n${stored.map((each) => person(each, settings)).join('\n')}\n</ul>\n`;
  return `${list}<p>The application <strong>${escapeHtml(demoApplication.name)}</strong> calls Crafter Profile with the access token
<code>${demoCredentials.accessTokenId}</code>. Its reset links may lead to ${demoApplication.resetPasswordUrls.map(code).join(', ')}.</p>
<p>After some calls, put the demo back: its accounts and its application are then as on the first start, without links, sessions and limits.
In a terminal: <code>npm run admin -- demo reset</code></p>
<div id="reset"><button type="button" class="second" hidden>Put the demo back</button>
<div class="answer" role="status"></div></div>`;
}

function aboutCalls({ inboxUrl, settings, doubles }: StartPage): string {
  const own = settings.products.filter((realm) => doubles === undefined && isUpstream(realm, settings));
  const warning = own.length === 0 ? '' : `<p>The calls name accounts of the demo. Your own server may not have them.</p>\n`;
  return `${warning}<p>Send the calls of a product in their order. The mails arrive in the <a href="${escapeHtml(inboxUrl)}">inbox</a>, and
a call takes the token that it needs from the newest one. An account gets at most three mails a minute. A copied command is for a terminal in the folder of Rekey.</p>`;
}

const code = (text: string) => `<code>${escapeHtml(text)}</code>`;
const link = (url: string) => `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
const place = (name: string, html: string) => `<div><dt>${name}</dt><dd>${html}</dd></div>`;

function person({ realm, username, email, enabled, externallyManaged, tenant }: NewAccount, settings: Settings): string {
  const states = [...(enabled ? [] : ['disabled']), ...(externallyManaged ? ['externally managed'] : [])];
  const marks = (states.length > 0 ? states : ['enabled']).map((state) => `<span class="state">${state}</span>`).join(' ');
  const more = tenant === null ? '' : `, tenant ${code(tenant)}`;
  return `<li><strong>${escapeHtml(username)}</strong> ${marks}<br>${escapeHtml(email ?? '')}<br>${escapeHtml(productName(realm, settings))}${more}</li>`;
}
