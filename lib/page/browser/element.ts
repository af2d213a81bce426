/**
 * Finds an element of the page.
 *
 * @throws if the page has none, which is a defect
 */
export function element<Kind extends HTMLElement>(selector: string, kind: abstract new () => Kind): Kind {
  const found = document.querySelector(selector);
  if (!(found instanceof kind)) {
    throw new Error(`the page has no ${selector}`);
  }
  return found;
}
