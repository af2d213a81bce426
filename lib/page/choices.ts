import { productName } from '#lib/wording/product-name.ts';
import { namedBy, type PageRealm } from './asked-realms.ts';
import { type Html, html, nothing } from './html.ts';
import type { Reader } from './reader.ts';

type Details = {
  /** More attributes of the option of a realm. */
  attributesOf?: (realm: PageRealm) => readonly Html[];
  /** What to type after choosing. */
  hints?: { readonly [name in ReturnType<typeof namedBy>]: string };
};

/** The options of the question which product an account is of. */
export function choicesOf(
  { settings }: Reader,
  realms: readonly PageRealm[],
  { attributesOf = () => [], hints }: Details = {},
): Html[] {
  return realms.map((realm) => {
    const hint = hints === undefined ? nothing : html` <small>${hints[namedBy(realm)]}</small>`;
    return html`<label><input type="radio" name="realm" value="${realm}"${attributesOf(realm)}> <span><b><bdi>${productName(realm, settings)}</bdi></b>${hint}</span></label>`;
  });
}
