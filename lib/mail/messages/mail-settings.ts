import type { Settings } from '#lib/settings/settings.ts';
import type { Brand } from '#lib/wording/brand.ts';

/** The settings that decide how mails read and look. */
export type MailSettings = Brand & Pick<Settings, 'instanceName' | 'language'>;
