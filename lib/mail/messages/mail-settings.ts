import type { Settings } from '#lib/settings/settings.ts';
import type { Brand } from '#lib/wording/brand.ts';

/** What the words and the looks of mails depend on. */
export type MailSettings = Brand & Pick<Settings, 'instanceName' | 'language'>;
