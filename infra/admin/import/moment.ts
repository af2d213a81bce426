/** ISO 8601, and how MySQL, PostgreSQL and MongoDB write it: a blank instead of T, digits below a millisecond, a zone without minutes. */
const written =
  /^(\d{4}-\d\d-\d\d)(?:[T ]([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:[.,](\d{1,9}))?)?(?:(Z)|([+-]\d\d):?(\d\d)?)?)?$/i;

/**
 * Epoch milliseconds of a time in text. A time without a zone is in UTC, whatever the zone of this machine is.
 *
 * @returns undefined if the text is not a time in one of these forms
 */
export function timeOf(text: string): number | undefined {
  const [, day, hour = '00', minute = '00', second = '00', fraction = '', , zoneHour, zoneMinute = '00'] =
    written.exec(text) ?? [];
  if (day === undefined || !isDay(day)) {
    return undefined;
  }
  const zone = zoneHour === undefined ? 'Z' : `${zoneHour}:${zoneMinute}`;
  const time = Date.parse(`${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}${zone}`);
  return Number.isNaN(time) ? undefined : time;
}

/** `Date.parse` takes 30 February for 1 March. */
function isDay(day: string): boolean {
  const midnight = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(day);
}
