import { escapeHtml } from '#lib/wording/plain-text.ts';
import type { KeptMail } from './kept-mails.ts';
import { toLocalMail } from './read-mails.ts';

/** The ways to look at a mail. */
export const viewNames = ['html', 'text', 'source', 'headers'] as const;

type ViewName = (typeof viewNames)[number];

type InboxPage = {
  /** The oldest first. */
  mails: readonly KeptMail[];
  open: KeptMail | undefined;
  view: ViewName;
  startPage: string | undefined;
};

/** The page of the inbox: the list of all mails, the newest first, and one open mail. */
export function inboxPage({ mails, open, view, startPage }: InboxPage): string {
  const title = open === undefined ? 'Rekey inbox' : `${open.listed.subject} – Rekey inbox`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/theme.css">
<link rel="stylesheet" href="/inbox.css">
<script type="module" src="/inbox.js"></script>
</head>
<body>
<header>
<h1>Rekey inbox</h1>
<p>Every mail that Rekey sends on this machine. No mail leaves it.${startPage === undefined ? '' : ` <a href="${escapeHtml(startPage)}">Start page</a>`}</p>
<noscript><p>Your browser runs no script here. Reload the page to see new mails.</p></noscript>
<p id="news" role="status"></p>
</header>
<div id="columns">
<nav id="mails" aria-label="Mails">
${list(mails, open)}
</nav>
<main id="mail">
${open === undefined ? nothing(startPage) : article(open, view)}
</main>
</div>
</body>
</html>
`;
}

function nothing(startPage: string | undefined): string {
  const where = startPage === undefined ? 'the start page' : `the <a href="${escapeHtml(startPage)}">start page</a>`;
  return `<h2>No mail yet</h2>
<p>Ask for a reset link on ${where}. The mail appears here by itself.</p>`;
}

function list(mails: readonly KeptMail[], open: KeptMail | undefined): string {
  if (mails.length === 0) {
    return '';
  }
  const items = mails.toReversed().map(
    ({ id, listed: { subject, destination, at } }) => `<li><a href="/?mail=${id}"${id === open?.id ? ' aria-current="true"' : ''}>
<strong>${escapeHtml(subject)}</strong>
<span>${escapeHtml(destination.to.join(', '))}</span>
${time(at)}</a></li>`,
  );
  return `<ol reversed>
${items.join('\n')}
</ol>
<form method="post" action="/clear"><button class="second">Delete all mails</button></form>`;
}

function article(mail: KeptMail, view: ViewName): string {
  const { id, listed, destinations } = mail;
  const { to, cc, bcc } = listed.destination;
  const { reset } = toLocalMail(listed);
  const named = [...to, ...cc, ...bcc].join(', ');
  const others = destinations.filter((address) => !named.includes(address));
  const tabs = viewNames.map(
    (name) => `<a href="/?mail=${id}&amp;show=${name}"${name === view ? ' aria-current="page"' : ''}>${labels[name]}</a>`,
  );
  return `<h2>${escapeHtml(listed.subject)}</h2>
<dl>
<div><dt>From</dt><dd>${escapeHtml(listed.from)}</dd></div>
<div><dt>To</dt><dd>${escapeHtml(named)}</dd></div>
${others.length === 0 ? '' : `<div><dt>Delivered to</dt><dd>${escapeHtml(others.join(', '))}</dd></div>`}
<div><dt>Sent</dt><dd>${time(listed.at)}</dd></div>
</dl>
<p class="actions">${reset === undefined ? '' : resetButtons(reset.link)}<a class="button second" href="/mails/${id}/eml">Download .eml</a></p>
<nav class="views" aria-label="Views of the mail">${tabs.join('')}</nav>
${views[view](mail)}`;
}

function resetButtons(link: string): string {
  return `<a class="button" href="${escapeHtml(link)}" target="_blank" rel="noreferrer">Open the link</a>
<button class="second" type="button" data-copy="${escapeHtml(link)}" hidden>Copy the link</button>
`;
}

const labels: { readonly [name in ViewName]: string } = { html: 'HTML', text: 'Text', source: 'Source', headers: 'Headers' };

const views: { readonly [name in ViewName]: (mail: KeptMail) => string } = {
  html: ({ id, listed }) =>
    listed.body.html === undefined
      ? '<p>This mail has no HTML.</p>'
      : `<iframe title="The mail" src="/mails/${id}/html" sandbox="allow-popups allow-popups-to-escape-sandbox"></iframe>`,
  text: ({ listed }) => `<pre>${withLinks(listed.body.text ?? 'This mail has no text.')}</pre>`,
  source: ({ raw }) => `<pre><code>${escapeHtml(raw.toString())}</code></pre>`,
  headers: ({ raw }) => `<dl class="headers">\n${headersOf(raw).map(header).join('\n')}\n</dl>`,
};

const header = ([name, value]: readonly [string, string]) =>
  `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(value)}</dd></div>`;

/** The headers as they were sent, each on one line. */
function headersOf(raw: Buffer): [string, string][] {
  const [head = ''] = raw.toString().split('\r\n\r\n');
  return head
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trim()];
    });
}

function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, index) =>
      index % 2 === 0
        ? escapeHtml(part)
        : `<a href="${escapeHtml(part)}" target="_blank" rel="noreferrer">${escapeHtml(part)}</a>`,
    )
    .join('');
}

/** @param at epoch seconds. The browser runs on the same machine, so the time zone is the reader’s. */
function time(at: number): string {
  const date = new Date(at * 1000);
  const text = date.toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
  return `<time datetime="${date.toISOString()}">${text}</time>`;
}
