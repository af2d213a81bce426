/** The background of pages and mails in light and in dark mode. The brand's colours must be readable on it. */
export const backgrounds = { light: '#ffffff', dark: '#16181d' } as const;

/** The contrast ratio of two colours (WCAG 2.2), each written as `#rrggbb`: 1 for equal colours, 21 for black on white. */
export function contrast(a: string, b: string): number {
  const [darker = 0, lighter = 0] = [luminance(a), luminance(b)].toSorted((x, y) => x - y);
  return (lighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const share = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
