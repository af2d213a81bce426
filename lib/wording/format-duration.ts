/** A duration in whole hours, where it is one, or in minutes, as people of that language write it. */
export function formatDuration(durationMs: number, language: string): string {
  const minutes = Math.floor(durationMs / 60_000);
  const [amount, unit] = minutes % 60 === 0 ? [minutes / 60, 'hour'] : [minutes, 'minute'];
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount);
}
