import type { Settings } from '../../config.ts';
import type { Brand } from '../../wording/brand.ts';

/** What the words and the looks of mails depend on. */
export type MailSettings = Brand & Pick<Settings, 'instanceName' | 'language'>;
