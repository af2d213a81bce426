import { demoCredentials } from '#infra/demo/demo-credentials.ts';
import { demoApplication, demoPeople } from '#infra/demo/demo-people.ts';
import type { LocalUrls } from '#infra/local/local-environment.ts';
import type { Realm } from '#lib/reset/ports.ts';
import { escapeHtml } from '#lib/wording/plain-text.ts';
import { curlLine, type DemoCall, demoCalls } from './demo-calls.ts';

type StartPage = LocalUrls & {
  /** Whether the API has a GET route for this path. */
  isServed: (path: string) => boolean;
};

const products: { readonly [realm in Realm]: string } = {
  'crafter-profile': 'Crafter Profile',
  'crafter-studio': 'Crafter Studio',
  'traffic-ops': 'Traffic Ops',
};

const pages = [
  ['/forgot-password', 'Forgot-password page'],
  ['/reset-password', 'Reset page'],
] as const;

/** The first page for a developer: what runs where, the accounts of the demo, and the five documented calls to try. */
export function startPage(page: StartPage): string {
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
</head>
<body>
<header>
<h1>Rekey</h1>
<p>Password reset for Crafter Profile, Crafter Studio and Traffic Ops. Everything runs on this machine, and only this machine can reach it.</p>
</header>
<main>
${section('places', 'What runs where', places(page))}
${section('people', 'Demo accounts', people())}
${section('calls', 'The five documented calls', calls(page))}
</main>
<script type="application/json" id="demo-calls">${JSON.stringify(demoCalls).replaceAll('<', '\\u003c')}</script>
<script type="module" src="/start/start.js"></script>
</body>
</html>
`;
}

function section(id: string, heading: string, html: string): string {
  return `<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${html}
</section>`;
}

function places({ apiUrl, inboxUrl, databaseUrl, isServed }: StartPage): string {
  const served = pages.filter(([path]) => isServed(path));
  return `<dl>
${place('API', code(apiUrl))}
${place('Inbox', `${link(inboxUrl)} shows every mail. No mail leaves this machine`)}
${place('API documentation', `${link(`${apiUrl}/docs`)} explains every call and lets you try it. It is also available as <a href="/openapi.json">openapi.json</a>`)}
${place('Database', `${code(databaseUrl)} stands in for DynamoDB`)}
${served.map(([path, name]) => place(name, link(`${apiUrl}${path}`))).join('\n')}
</dl>`;
}

function people(): string {
  return `<ul class="people">
${demoPeople.map(person).join('\n')}
</ul>
<p>The application <strong>${escapeHtml(demoApplication.name)}</strong> calls Crafter Profile with the access token
<code>${demoCredentials.accessTokenId}</code>. Its reset links may lead to ${demoApplication.resetPasswordUrls.map(code).join(', ')}.</p>`;
}

function calls({ apiUrl, inboxUrl }: StartPage): string {
  return `<p>Each button sends the request above it to the API. The mails arrive in the <a
href="${escapeHtml(inboxUrl)}">inbox</a>. An account gets at most three mails a minute.</p>
${demoCalls.map((call, index) => callSection(call, index, apiUrl)).join('\n')}`;
}

const code = (text: string) => `<code>${escapeHtml(text)}</code>`;
const link = (url: string) => `<a href="${escapeHtml(url)}">${escapeHtml(url)}</a>`;
const place = (name: string, html: string) => `<div><dt>${name}</dt><dd>${html}</dd></div>`;

function person({ realm, username, email, enabled, externallyManaged, tenant }: (typeof demoPeople)[number]): string {
  const states = [...(enabled ? [] : ['disabled']), ...(externallyManaged ? ['externally managed'] : [])];
  const marks = (states.length > 0 ? states : ['enabled']).map((state) => `<span class="state">${state}</span>`).join(' ');
  const more = tenant === null ? '' : `, tenant ${code(tenant)}`;
  return `<li><strong>${escapeHtml(username)}</strong> ${marks}<br>${escapeHtml(email ?? '')}<br>${products[realm]}${more}</li>`;
}

function callSection(call: DemoCall, index: number, apiUrl: string): string {
  return `<article aria-labelledby="call-${index}" data-call="${index}">
<h3 id="call-${index}">${escapeHtml(call.title)}</h3>
<p>${escapeHtml(call.says)}</p>
<pre class="request"><code>${escapeHtml(curlLine(call, apiUrl))}</code></pre>
<button type="button" id="send-${index}" aria-labelledby="send-${index} call-${index}">Send</button>
<div class="answer" role="status"></div>
</article>`;
}
