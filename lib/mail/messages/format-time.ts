/** These languages write only the first day of a month as an ordinal number, which Intl does not do. */
const firstOfMonth: { readonly [language: string]: string } = { fr: '1er', it: '1º', pt: '1º' };

/** A moment in UTC, as speakers of the language write it. */
export function formatTime(time: number, language: string): string {
  const format = new Intl.DateTimeFormat(language, {
    year: 'numeric',
    month: 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'UTC',
    timeZoneName: 'short',
  });
  const isFirst = (type: string, value: string) => type === 'day' && value === '1';
  const parts = format.formatToParts(time);
  return parts.map(({ type, value }) => (isFirst(type, value) ? (firstOfMonth[language] ?? value) : value)).join('');
}
