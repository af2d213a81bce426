import { type Html, html } from './html.ts';

/** What an icon says: that something worked, failed, needs attention or only has a name. */
export type Tone = 'good' | 'bad' | 'attention' | 'plain';

/** Lines on a square of 24 units. */
const drawings = {
  tick: 'M5.5 12.5l4.3 4.3 8.7-9.3',
  cross: 'M7 7l10 10M17 7L7 17',
  exclamation: 'M12 6v7.5M12 17.5v.1',
  letter: 'M3.5 6h17v12.5h-17zM4 6.5l8 6.5 8-6.5',
  brokenLink: 'M10 7l2-2a4.2 4.2 0 0 1 6 6l-2 2M14 17l-2 2a4.2 4.2 0 0 1-6-6l2-2M4 5l2.5 2M20 19l-2.5-2',
  key: 'M13 10a4 4 0 1 0 8 0a4 4 0 1 0-8 0M13.5 12.5L5 19.5M8 17l2.5 2.5',
} as const;

export type IconName = keyof typeof drawings;

/** A picture above a heading. The heading says the same in words, so a screen reader skips the picture. */
export function icon(name: IconName, tone: Tone): Html {
  return html`<svg class="icon ${tone}" viewBox="0 0 24 24" aria-hidden="true"><path d="${drawings[name]}"/></svg>`;
}

/** The mark of pages whose operator has not set a logo: a key. */
export const mark = html`<svg class="mark" viewBox="0 0 24 24" aria-hidden="true"><path d="${drawings.key}"/></svg>`;

/** The mark for the browser's tab, as a `data:` URL for an attribute in double quotes. The settings accept `#rrggbb` only. */
export function favicon({ brandColor }: { brandColor: string }): Html {
  const svg = `<svg xmlns='http://www.w3.org/2000/svg' viewBox='-3 -3 30 30'><rect x='-3' y='-3' width='30' height='30' rx='7' fill='${brandColor}'/><path d='${drawings.key}' fill='none' stroke='white' stroke-width='2.4'/></svg>`;
  // Unescaped, the slashes of the namespace would look like the address of another host.
  return { markup: `data:image/svg+xml,${svg.replaceAll('#', '%23').replace('//', '%2F%2F')}` };
}
