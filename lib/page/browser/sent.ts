import { element } from './element.ts';
import { fillInTimeZone } from './fill-in-time-zone.ts';
import { filled } from './filled.ts';

/** Mails take a moment, and mails a minute are limited. */
const waitSeconds = 60;

const again = element('#again', HTMLButtonElement);
const wait = element('#wait', HTMLElement);
const { locale = 'en', wait: sentence = '' } = element('main', HTMLElement).dataset;
const seconds = new Intl.NumberFormat(locale, { style: 'unit', unit: 'second', unitDisplay: 'long' });
const end = Date.now() + waitSeconds * 1000;

/** Counts by the clock, because browsers slow the timers of a page that is not in front. */
function count(): void {
  const left = Math.ceil((end - Date.now()) / 1000);
  again.disabled = left > 0;
  wait.hidden = left <= 0;
  wait.replaceChildren(...filled(sentence, { wait: seconds.format(left) }));
  if (left <= 0) {
    clearInterval(counting);
  }
}

fillInTimeZone();
const counting = setInterval(count, 1000);
count();
// From now on, a reload opens the form. Otherwise the browser would offer to send the form once more.
history.replaceState(null, '');
