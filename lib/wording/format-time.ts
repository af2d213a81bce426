/** A moment in UTC, as people who read that language write it. */
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

/** A duration as people who read that language write it: in hours if they are whole, otherwise in minutes. */
export function formatDuration(durationMs: number, language: string): string {
  const minutes = Math.floor(durationMs / 60_000);
  const [amount, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}

/** These languages write the first day of a month as an ordinal number and the others as plain numbers. Intl does not know this. */
const firstOfMonth: { readonly [language: string]: string } = { fr: '1er', it: '1º', pt: '1º' };
