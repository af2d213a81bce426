import { SettingsError } from '#lib/settings/settings.ts';

/** What stops the synthesis before anything is deployed. */
export function refusal(faults: readonly string[]): SettingsError {
  return new SettingsError(`Rekey cannot be deployed with these values:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
}
