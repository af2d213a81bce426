import { element } from './element.ts';

/** Tells with the form where its person's clock is, so that the mail can name times by it. */
export function fillInTimeZone(): void {
  element('#zone', HTMLInputElement).value = new Intl.DateTimeFormat().resolvedOptions().timeZone;
}
