import type { Brand } from '../../brand.ts';
import type { Settings } from '../../config.ts';

/** What the words and the looks of mails depend on. */
export type MailSettings = Brand & Pick<Settings, 'instanceName' | 'language'>;
