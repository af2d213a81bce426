import { createHash } from 'node:crypto';
import { backgrounds } from '#lib/settings/contrast.ts';
import { mailToUrl } from '#lib/wording/plain-text.ts';
import { writing } from '#lib/wording/writing.ts';
import { pageStyle } from './assets.ts';
import { type Html, html, nothing, sentence } from './html.ts';
import type { Reader } from './reader.ts';

export type Page = {
  title: string;
  main: Html;
  /** The script that runs in it; none by default. */
  script?: string;
  /** Where its forms may be sent; nowhere by default. */
  formAction?: "'self'" | "'none'";
};

/** A whole page, and the policy under which a browser shows it. Nothing runs, loads or frames that is not part of the page. */
export function pageDocument(
  { title, main, script, formAction = "'none'" }: Page,
  reader: Reader,
): { body: string; policy: string } {
  const { language, words, settings } = reader;
  const style = brandStyle(reader) + pageStyle;
  const help =
    settings.supportAddress === null
      ? nothing
      : html`<p>${sentence(words.help, { address: mailTo(settings.supportAddress) })}</p>`;
  const { markup } = html`<!DOCTYPE html>
    <html lang="${language}" dir="${writing[language].direction}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="robots" content="noindex">
    <title>${title}</title>
    <link rel="icon" href="data:,">
    <style>${{ markup: style }}</style>
    </head>
    <body>
    ${brandHeader(reader)}
    ${main}
    <footer>${help}</footer>
    ${script === undefined ? nothing : html`<script>${{ markup: script }}</script>`}
    </body>
    </html>
    `;
  return { body: markup, policy: policyFor(style, script, formAction) };
}

function brandHeader({ settings: { brandName, brandLogo } }: Reader): Html {
  if (brandName === null && brandLogo === null) {
    return nothing;
  }
  const logo = brandLogo === null ? nothing : html`<img src="${brandLogo}" alt="" height="32">`;
  return html`<header>${logo}<span>${brandName ?? ''}</span></header>`;
}

/** It inserts the colours as they are: the settings accept `#rrggbb` only. */
function brandStyle({ settings: { brandColor, brandColorDark } }: Reader): string {
  const { light, dark } = backgrounds;
  return `:root{--brand:${brandColor};--paper:${light}}@media(prefers-color-scheme:dark){:root{--brand:${brandColorDark};--paper:${dark}}}`;
}

function mailTo(address: string): Html {
  return html`<a href="${mailToUrl(address)}">${address}</a>`;
}

function policyFor(style: string, script: string | undefined, formAction: string): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${script === undefined ? "'none'" : hashOf(script)}`,
    "connect-src 'self'",
    'img-src data:',
    `form-action ${formAction}`,
    "base-uri 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

function hashOf(content: string): string {
  return `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
}
