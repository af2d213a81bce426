import { type SeededPerson, seededPeople } from '#infra/local/doubles/seeded-people.ts';
import type { Doubles } from '#infra/local/doubles/start-doubles.ts';
import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { escapeHtml } from '#lib/wording/plain-text.ts';
import { productName } from '#lib/wording/product-name.ts';

/** What only this product's people have to know. */
const hints: { readonly [realm in Realm]: string } = {
  'crafter-profile':
    'Applications ask for links: the first two calls <a href="#calls">below</a> give john.doe the password <code>test123</code>.',
  'crafter-studio':
    'Ask for a link on the <a href="/forgot-password?realm=crafter-studio">forgot-password page</a>. Studio refuses passwords that are easy to guess.',
  'traffic-ops':
    'Ask for a link on the <a href="/forgot-password?realm=traffic-ops">forgot-password page</a>, with the email address. A login ends the links that were mailed before it.',
};

const ownersHint =
  ' People of this tenant can also ask for themselves, on the <a href="/forgot-password?realm=crafter-profile">forgot-password page</a>, with the email address.';

/** For each stand-in: its people with their first passwords, and a form to log in there. */
export function productLogins(doubles: Doubles, { inboxUrl, settings }: { inboxUrl: string; settings: Settings }): string {
  return `<p>Each product runs as a stand-in, and Rekey sets the passwords there. See for yourself: log in with a first password, ask
Rekey for a link, open it in the <a href="${escapeHtml(inboxUrl)}">inbox</a>, and choose a new password. Then the first password
fails here and the new one works.</p>
${settings.products.map((realm) => productLogin(realm, doubles[realm].url, settings)).join('\n')}`;
}

function productLogin(realm: Realm, url: string, settings: Settings): string {
  const people = seededPeople[realm];
  const [first] = people;
  return `<article aria-labelledby="login-${realm}" data-login="${realm}">
<h3 id="login-${realm}">${escapeHtml(productName(realm, settings))}</h3>
<p>Its stand-in runs on <code>${escapeHtml(url)}</code>. ${hints[realm]}${realm === 'crafter-profile' && settings.crafterProfileSelfService.length > 0 ? ownersHint : ''}</p>
<ul class="people">
${people.map(person).join('\n')}
</ul>
<form>
${field(realm, 'username', 'Username', first?.username ?? '')}
${field(realm, 'password', 'Password', first?.password ?? '')}
<button id="log-in-${realm}" aria-labelledby="log-in-${realm} login-${realm}">Log in</button>
</form>
<div class="answer" role="status"></div>
</article>`;
}

function person({ username, email, password, state }: SeededPerson): string {
  return `<li><strong>${escapeHtml(username)}</strong> <span class="state">${state ?? 'enabled'}</span><br>${escapeHtml(email)}<br>First password <code>${escapeHtml(password)}</code></li>`;
}

/** The passwords are readable, because everyone knows them and people compare them. */
function field(realm: Realm, name: string, label: string, value: string): string {
  const id = `${name}-${realm}`;
  return `<label for="${id}">${label}</label>
<input id="${id}" name="${name}" value="${escapeHtml(value)}" required autocomplete="off" autocapitalize="none" spellcheck="false">`;
}
