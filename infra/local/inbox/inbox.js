// The script of the inbox. It brings new mails without a reload. The browser gets this file as it is.
import { showCopyButtons } from '/copy.js';

const news = document.getElementById('news');
const events = new EventSource('/events');
/** The two parts as the server wrote them last. */
const written = new Map(['mails', 'mail'].map((id) => [id, document.getElementById(id).innerHTML]));
let isLost = false;

events.addEventListener('mails', refresh);
// A mail may have come before the connection did.
events.addEventListener('open', async () => {
  if (isLost) {
    isLost = false;
    news.textContent = '';
  }
  await refresh();
});
events.addEventListener('error', () => {
  isLost = true;
  news.textContent = 'The inbox does not answer. Is npm start still running?';
});

showCopyButtons();

async function refresh() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), 'text/html');
  const newest = (where) => where.querySelector('#mails a')?.getAttribute('href');
  const isNew = newest(page) !== undefined && newest(page) !== newest(document);
  const subject = page.querySelector('#mails strong')?.textContent;
  replace(page, 'mails');
  replace(page, 'mail');
  document.title = page.title;
  showCopyButtons();
  if (isNew) {
    news.textContent = `New mail: ${subject}`;
  }
}

/** Leaves a part as it is if nothing in it has changed, so that the focus and the open mail stay. */
function replace(page, id) {
  const [now, next] = [document.getElementById(id), page.getElementById(id)];
  if (written.get(id) === next.innerHTML) {
    return;
  }
  written.set(id, next.innerHTML);
  const focused = now.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
  now.replaceChildren(...next.childNodes);
  if (focused !== null) {
    now.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus();
  }
}
