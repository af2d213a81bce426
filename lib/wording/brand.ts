import type { Settings } from '#lib/settings/settings.ts';

/** Whose pages and mails they are. The colours are readable ones, each written as `#rrggbb` (`readableOn`), so they may go into styles as they are. */
export type Brand = Pick<Settings, 'brandName' | 'brandColor' | 'brandColorDark' | 'supportAddress'>;
