import type { Realm } from '#lib/reset/ports.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { type ProductNames, productName } from '#lib/wording/product-name.ts';

/** What a guess at a password for these products begins with, besides what is known of the person. The page judges by it too. */
export function serviceNames(
  realms: readonly Realm[],
  settings: ProductNames & Pick<Settings, 'brandName' | 'publicUrl'>,
): readonly (string | null)[] {
  const { brandName, publicUrl } = settings;
  return [...realms.map((realm) => productName(realm, settings)), brandName, publicUrl && new URL(publicUrl).hostname];
}
