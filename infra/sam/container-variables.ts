import { variablesOf } from '#infra/stack/functions/setting-variables.ts';
import { type Settings, settingNames, variableOf } from '#lib/settings/settings.ts';

/** The URLs of the local stack, as a container reaches them. */
type UrlsInContainer = { databaseUrl: string; inboxUrl: string; publicUrl: string };

/**
 * The variables that make a function in a container use the local stack: its endpoints, and every setting of `npm start`, so that a function answers
 * the same in both. A setting without a value gets an empty variable, because the template may hold another value.
 */
export function containerVariables(
  settings: Settings,
  { databaseUrl, inboxUrl, publicUrl }: UrlsInContainer,
): Record<string, string> {
  const unset = Object.fromEntries(settingNames.map((name) => [variableOf(name), '']));
  return {
    ...unset,
    ...variablesOf({ ...settings, publicUrl }, settingNames),
    AWS_ENDPOINT_URL_DYNAMODB: databaseUrl,
    AWS_ENDPOINT_URL_SES: inboxUrl,
    AWS_ENDPOINT_URL_SECRETS_MANAGER: databaseUrl,
    REKEY_LOG: 'lines',
  };
}
