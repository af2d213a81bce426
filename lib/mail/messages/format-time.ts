/** Of the days of a month these languages count the first as an ordinal number and the others not, which Intl does not know. */
const firstOfMonth: { readonly [language: string]: string } = { fr: '1er', it: '1º', pt: '1º' };

/** A moment in UTC, as people of that language write it. */
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
