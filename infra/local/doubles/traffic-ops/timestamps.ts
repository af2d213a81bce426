const microsecondsPerSecond = 1_000_000n;

/** RFC 3339 as Go writes it: microseconds without the zeros at the end, and the database's offset from UTC. */
export function formatTime(time: bigint, offsetMinutes: number): string {
  const local = time + BigInt(offsetMinutes) * 60n * microsecondsPerSecond;
  const seconds = new Date(Number(local / microsecondsPerSecond) * 1000).toISOString().slice(0, 19);
  const fraction = `${local % microsecondsPerSecond}`.padStart(6, '0').replace(/0+$/, '');
  return `${seconds}${fraction === '' ? '' : `.${fraction}`}${formatOffset(offsetMinutes)}`;
}

/** The form of the 3.x APIs, in whole seconds. */
export function formatLegacyTime(time: bigint): string {
  return `${new Date(Number(time / 1000n)).toISOString().slice(0, 19).replace('T', ' ')}+00`;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) {
    return 'Z';
  }
  const two = (number: number) => `${Math.trunc(Math.abs(number))}`.padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}
