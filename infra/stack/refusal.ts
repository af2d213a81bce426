import { SettingsError } from '#lib/settings/settings.ts';

/** What stops the synthesis before anything is deployed. */
export function refusal(faults: readonly string[]): SettingsError {
  return new SettingsError('Rekey cannot be deployed with these values:', faults);
}

/** Returns undefined if values are not usable, and adds what is wrong with them to `faults`. */
export function unlessRefused<Result>(faults: string[], parse: () => Result): Result | undefined {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SettingsError)) {
      throw error;
    }
    faults.push(...error.faults);
    return undefined;
  }
}
