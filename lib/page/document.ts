import { createHash } from 'node:crypto';
import { backgrounds } from '#lib/settings/contrast.ts';
import { languages } from '#lib/wording/languages.ts';
import { mailToUrl, oneLine } from '#lib/wording/plain-text.ts';
import { productName } from '#lib/wording/product-name.ts';
import { writing } from '#lib/wording/writing.ts';
import type { PageRealm } from './asked-realms.ts';
import { pageStyle } from './assets.ts';
import { type Html, html, nothing, sentence } from './html.ts';
import { favicon, mark } from './icons.ts';
import { onlyRealm, pageQuery } from './page-address.ts';
import type { Reader } from './reader.ts';

export type Page = {
  title: string;
  main: Html;
  /** The one product that the address of the page names; none by default. */
  only?: PageRealm | undefined;
  /** The script that runs in it; none by default. */
  script?: string;
  /** Where its forms may be sent; nowhere by default. */
  formAction?: "'self'" | "'none'";
};

/** A whole page, and the policy under which a browser shows it. Nothing runs, loads or frames that is not part of the page. */
export function pageDocument(
  { title, main, only, script, formAction = "'none'" }: Page,
  reader: Reader,
): { body: string; policy: string } {
  const { language, words, settings } = reader;
  const style = brandStyle(reader) + pageStyle;
  const help =
    settings.supportAddress === null
      ? nothing
      : html`<p>${sentence(words.help, { address: mailTo(settings.supportAddress) })}</p>`;
  const realm = onlyRealm(only, reader);
  const { markup } = html`<!DOCTYPE html>
    <html lang="${language}" dir="${writing[language].direction}">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>${title}</title>
    <link rel="icon" href="${favicon(settings)}">
    <style>${{ markup: style }}</style>
    </head>
    <body>
    ${brandHeader(reader, realm)}
    ${main}
    <footer>${help}${languageChoice(reader, only)}</footer>
    ${script === undefined ? nothing : html`<script>${{ markup: script }}</script>`}
    </body>
    </html>
    `;
  return { body: markup, policy: policyFor(style, script, formAction) };
}

/** The operator's name and logo. Without a name it has the product's; the script of the reset page fills that in when it has read the link. */
function brandHeader({ settings }: Reader, realm: PageRealm | undefined): Html {
  const { brandName, brandLogo } = settings;
  const logo = brandLogo === null ? mark : html`<img src="${brandLogo}" alt="" height="40">`;
  const product = realm === undefined ? '' : productName(realm, settings);
  const name = oneLine(brandName ?? '');
  return html`<header>${logo}${name === '' ? html`<span data-product>${product}</span>` : html`<span>${name}</span>`}</header>`;
}

/** Links to the same page in each language, each in its own words. They work without a script. */
function languageChoice({ language, words }: Reader, realm: PageRealm | undefined): Html {
  const links = languages.map((lang) => {
    const current = lang === language ? html` aria-current="true"` : nothing;
    return html`<li><a href="${pageQuery({ realm, lang })}" lang="${lang}"${current}>${writing[lang].name}</a></li>`;
  });
  return html`<nav aria-label="${words.languageChoice}"><ul>${links}</ul></nav>`;
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
