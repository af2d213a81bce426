import { variablesOf } from '#infra/stack/setting-variables.ts';
import { type Settings, settingNames, variableOf } from '#lib/settings/settings.ts';

/** The local stack as a container sees it. */
type Seen = { databaseUrl: string; inboxUrl: string; publicUrl: string };

/**
 * What makes a function in a container use the local stack: its endpoints, and every setting that `npm start` has, so that a function answers
 * in `sam local` as it does there. A setting without a value is there too, as nothing: the template may hold another.
 */
export function containerVariables(settings: Settings, { databaseUrl, inboxUrl, publicUrl }: Seen): Record<string, string> {
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
