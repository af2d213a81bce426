import { backgrounds } from '#lib/settings/contrast.ts';
import type { Brand } from './letter.ts';

/** The styles on the elements themselves, because some mail readers ignore style sheets. */
export function inlineStyles({ brandColor }: Brand, align: 'left' | 'right') {
  return {
    page: `margin:0;padding:0;background-color:${backgrounds.light}`,
    // Old Outlook knows only the last of these, and some webmail removes the first.
    preheader: 'display:none;max-height:0;max-width:0;overflow:hidden;opacity:0;font-size:1px;line-height:1px;mso-hide:all',
    column: `text-align:${align};color:${ink.light};font-family:${fonts};font-size:16px;line-height:1.5;overflow-wrap:anywhere`,
    sender: `margin:0 0 24px;font-size:16px;font-weight:bold;color:${brandColor}`,
    heading: 'margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:bold',
    paragraph: 'margin:0 0 16px',
    // Outlook pads the cell and all others pad the anchor, so that the whole button can be pressed.
    button: `background-color:${brandColor};border-radius:6px;mso-padding-alt:12px 24px`,
    buttonLabel: `display:inline-block;padding:12px 24px;text-align:center;font-weight:bold;text-decoration:none;color:${backgrounds.light}`,
    link: `margin:0 0 16px;text-align:${align};font-size:14px;word-break:break-all`,
    rule: `margin:24px 0 0;border-top:1px solid ${rule.light};padding-top:24px`,
    title: 'margin:0 0 8px;font-size:16px;line-height:1.5;font-weight:bold',
    anchor: `color:${brandColor}`,
    footer: `margin:0 0 6px;font-size:14px;color:${faint.light}`,
  };
}

/** For mail readers that know style sheets: dark mode, and the colour of the link, because its anchor must not have a style of its own. */
export function styleSheet({ brandColor, brandColorDark }: Brand): string {
  return [
    ':root{color-scheme:light dark;supported-color-schemes:light dark}',
    `a{color:${brandColor}}`,
    '@media (prefers-color-scheme:dark){',
    `.page{background-color:${backgrounds.dark}!important}`,
    `.column{color:${ink.dark}!important}`,
    `.footer{color:${faint.dark}!important}`,
    `.rule{border-color:${rule.dark}!important}`,
    `.sender,a{color:${brandColorDark}!important}`,
    `.button{background-color:${brandColorDark}!important}`,
    `.button a{color:${backgrounds.dark}!important}`,
    '}',
  ].join('\n');
}

const ink = { light: '#1f2328', dark: '#e6e8eb' };
const faint = { light: '#59636e', dark: '#9aa4af' };
const rule = { light: '#d1d9e0', dark: '#3d444d' };

/** A font name with a blank needs no quotes, and quotes would end the attribute, which has single quotes itself. */
const fonts = '-apple-system,BlinkMacSystemFont,Segoe UI,Roboto,Helvetica,Arial,sans-serif';
