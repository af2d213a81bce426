import { isNativeError } from 'node:util/types';
import { SettingsError } from '#lib/settings/settings.ts';

/** AWS puts addresses into its messages (F4), so of an error that is not ours only its name and origin are logged. */
export function withoutMessage(error: unknown): { failure: string; at: string } {
  if (!isNativeError(error)) {
    return { failure: typeof error, at: '' };
  }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  return { failure: error instanceof SettingsError ? error.message : error.name, at: frames.join('\n') };
}
