// The script of the start page. The browser gets this file as it is. It shows answers as text, never as markup.
import { showCopyButtons } from './copy.js';

const calls = JSON.parse(document.getElementById('demo-calls')?.textContent ?? '[]');

/** The headers of an answer that the page shows. */
const shownHeaders = ['content-type', 'location', 'retry-after', 'cache-control', 'whole-content-sha512'];

for (const article of document.querySelectorAll('[data-call]')) {
  const call = calls[Number(article.dataset.call)];
  const button = article.querySelector('.send');
  button.hidden = false;
  button.addEventListener('click', () => runIn(article, () => send(call, article)));
}

const reset = document.getElementById('reset');
reset.querySelector('button').hidden = false;
reset.querySelector('button').addEventListener('click', () => runIn(reset, resetDemo));
showCopyButtons();

for (const article of document.querySelectorAll('[data-login]')) {
  article.querySelector('form').addEventListener('submit', (event) => {
    event.preventDefault();
    return runIn(article, () => logIn(event.target, article));
  });
}

async function runIn(article, action) {
  // A disabled button would lose the focus.
  if (article.ariaBusy === 'true') {
    return;
  }
  article.ariaBusy = 'true';
  try {
    await action();
  } catch (error) {
    show(article, `No answer: ${error.message}. Is npm start still running?`);
  }
  article.ariaBusy = 'false';
}

async function logIn(form, article) {
  const { username, password } = Object.fromEntries(new FormData(form));
  const body = JSON.stringify({ realm: article.dataset.login, username, password });
  const response = await fetch('/start/login', { method: 'POST', body });
  const { isLoggedIn, answer, message } = await response.json();
  if (!response.ok) {
    show(article, message);
    return;
  }
  const line = isLoggedIn ? `This password logs ${username} in.` : `This password does not log ${username} in.`;
  show(article, line, answer, isLoggedIn);
}

async function resetDemo() {
  const response = await fetch('/start/demo-reset', { method: 'POST' });
  const { accounts, message } = await response.json();
  show(reset, response.ok ? `The demo is as on the first start: ${accounts} accounts.` : message, '', response.ok);
}

async function send(call, article) {
  const token = call.token && (await tokenFor(call, article));
  if (call.token && !token) {
    return;
  }
  const fill = (text) => text.replaceAll('$TOKEN', token);
  const headers = Object.fromEntries(Object.entries(call.headers ?? {}).map(([name, value]) => [name, fill(value)]));
  const fields = call.form && Object.entries(call.form).map(([name, value]) => [name, fill(value)]);
  const body = fields ? new URLSearchParams(fields) : call.json && fill(call.json);
  const credentials = call.session ? 'same-origin' : 'omit';
  const response = await fetch(fill(call.path), { method: call.method, headers, body, credentials });
  await showAnswer(article, response);
  const next = call.next && article.parentElement.nextElementSibling?.querySelector('details');
  if (response.ok && next) {
    next.open = true;
  }
}

async function tokenFor({ token, title }, article) {
  const asked = token === 'administrator' ? ['/start/administrator-token'] : ['/start/mailed-token', token.mailTo];
  const response = await fetch(asked[0], { method: 'POST', body: asked[1] });
  const answer = await response.json();
  if (!response.ok) {
    show(article, `“${title}” was not sent. ${answer.message}`);
  }
  return answer.token;
}

async function showAnswer(article, response) {
  const text = await response.text();
  const headers = shownHeaders.flatMap((name) => (response.headers.has(name) ? [`${name}: ${response.headers.get(name)}`] : []));
  show(article, `${response.status} ${response.statusText}`, [...headers, '', readable(text)].join('\n'), response.ok);
}

/** Indents JSON. Leaves other text as it is. */
function readable(text) {
  try {
    return JSON.stringify(JSON.parse(text), undefined, 2);
  } catch {
    return text;
  }
}

function show(article, line, details = '', isGood = false) {
  const status = document.createElement('p');
  status.className = isGood ? 'good' : 'refused';
  status.textContent = line;
  const rest = document.createElement('pre');
  rest.textContent = details;
  article.querySelector('.answer').replaceChildren(status, ...(details ? [rest] : []));
}
