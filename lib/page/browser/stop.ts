import { element } from './element.ts';
import { readToken } from './read-link.ts';

const field = element('#link', HTMLInputElement);

/** The token leaves the address bar at once, and stays in the tab's entry in the history, as on the reset page. */
const token = readToken(location.hash, field.dataset.token ?? '') ?? kept();
if (token !== null) {
  field.value = token;
  element('#paste', HTMLElement).hidden = true;
  history.replaceState({ stop: token }, '', location.pathname + location.search);
}
// Another link was opened in this tab.
addEventListener('hashchange', () => location.reload());
for (const language of document.querySelectorAll<HTMLAnchorElement>('nav a')) {
  language.addEventListener('click', (event) => {
    if (!event.ctrlKey && !event.metaKey && !event.shiftKey) {
      event.preventDefault();
      history.replaceState(history.state, '', language.href);
      location.reload();
    }
  });
}

function kept(): string | null {
  const { stop } = Object(history.state);
  return typeof stop === 'string' ? stop : null;
}
