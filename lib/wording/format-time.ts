import { madeForEach } from '#lib/runtime/made-for-each.ts';

/**
 * A moment as people who read that language write it.
 *
 * @param timeZone an IANA time zone; UTC if it is null, or if nobody knows it
 */
export function formatTime(time: number, language: string, timeZone: string | null): string {
  const format = formatIn(language, timeZone ?? 'UTC') ?? timeFormat(language, 'UTC');
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

/**
 * The time that is left, as people who read that language write it: in 1 hour, in 55 minutes. It is rounded down, because a link that expires earlier
 * than its mail said is a disappointment. Only the seconds in which a mail is sent are not counted.
 */
export function formatRemaining(remainingMs: number, language: string): string {
  const minutes = Math.max(1, Math.ceil(remainingMs / 60_000));
  const format = remainingFormat(language);
  if (minutes === 60 || minutes >= 120) {
    return format.format(Math.floor(minutes / 60), 'hour');
  }
  return format.format(minutes > 10 ? minutes - (minutes % 5) : minutes, 'minute');
}

const dateAndTime = {
  year: 'numeric',
  month: 'long',
  day: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZoneName: 'short',
} as const;

/** Intl takes longer to make a format than to use it. */
const timeFormat = madeForEach(
  50,
  (language: string, timeZone: string) => new Intl.DateTimeFormat(language, { ...dateAndTime, timeZone }),
);
const remainingFormat = madeForEach(50, (language: string) => new Intl.RelativeTimeFormat(language));

/** Undefined if there is no such time zone. */
function formatIn(language: string, timeZone: string): Intl.DateTimeFormat | undefined {
  try {
    return timeFormat(language, timeZone);
  } catch (error) {
    if (error instanceof RangeError) {
      return undefined;
    }
    throw error;
  }
}

/** These languages write the first day of a month as an ordinal number and the others as plain numbers. Intl does not know this. */
const firstOfMonth: { readonly [language: string]: string } = { fr: '1er', it: '1º', pt: '1º' };
