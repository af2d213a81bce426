import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { pageDocument } from '#lib/page/document.ts';
import { html } from '#lib/page/html.ts';
import { mark } from '#lib/page/icons.ts';
import { readerOf } from '#lib/page/reader.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { languages } from '#lib/wording/languages.ts';
import { writing } from '#lib/wording/writing.ts';
import { englishReader } from './english-reader.ts';

const page = { title: 'A & B', main: html`<main>content</main>` };
const hashOf = (content: string) => `'sha256-${createHash('sha256').update(content).digest('base64')}'`;
const policyOf = ({ policy }: { policy: string }) => new Map(policy.split('; ').map((part) => [part.split(' ')[0], part]));
const styleIn = ({ body }: { body: string }) => /<style>(.*?)<\/style>/s.exec(body)?.[1] ?? '';

test('a page has its title as text, its content, no script, and a head without a name that the operator did not set', async () => {
  const { body } = pageDocument(page, await englishReader());
  expect(body).toMatch(/^<!DOCTYPE html>\n<html lang="en" dir="ltr">/);
  expect(body).toContain('<title>A &amp; B</title>');
  expect(body).toContain('<main>content</main>');
  expect(body).toContain(`<header>${mark.markup}<span data-product></span></header>`);
  expect(body).not.toMatch(/<script|<img|mailto:/);
  expect(body).toContain('<footer><nav');
});

test('a page in Arabic runs from right to left', async () => {
  const { body } = pageDocument(page, await readerOf({ headers: { 'accept-language': 'ar' } }, parseSettings({})));
  expect(body).toContain('<html lang="ar" dir="rtl">');
});

test('the footer offers the address for help if there is one', async () => {
  const { body } = pageDocument(page, await englishReader({ REKEY_SUPPORT_ADDRESS: 'help@example.com' }));
  expect(body).toContain(
    '<footer><p>If you need help, write to <bdi><a href="mailto:help@example.com">help@example.com</a></bdi>.</p><nav',
  );
});

describe('the language choice', () => {
  const choiceIn = (body: string) =>
    [...body.matchAll(/<li><a href="([^"]*)" lang="([^"]*)"[^>]*?( aria-current="true")?>(.*?)<\/a>/g)].map(
      ([, href, lang, current, name]) => ({ href, lang, isCurrent: current !== undefined, name }),
    );

  test('links to the same page in every language, by the name that its readers know', async () => {
    const { body } = pageDocument(page, await englishReader());
    expect(body).toContain('<nav aria-label="Language">');
    expect(choiceIn(body)).toEqual(
      languages.map((lang) => ({ href: `?lang=${lang}`, lang, isCurrent: lang === 'en', name: writing[lang].name })),
    );
  });

  test('keeps the one product that the page’s address names, and no other', async () => {
    const { body } = pageDocument({ ...page, only: 'traffic-ops' }, await englishReader({ REKEY_PRODUCTS: 'crafter-studio' }));
    expect(choiceIn(body)[1]?.href).toBe('?realm=traffic-ops&amp;lang=de');
    const other = pageDocument(page, await englishReader({ REKEY_PRODUCTS: 'crafter-studio' }));
    expect(choiceIn(other.body)[1]?.href).toBe('?lang=de');
  });
});

test('the browser’s tab shows a mark in the brand’s colour, which needs no request', async () => {
  const { body } = pageDocument(page, await englishReader({ REKEY_BRAND_COLOR: '#123456' }));
  const href = /<link rel="icon" href="data:image\/svg\+xml,([^"]*)">/.exec(body)?.[1] ?? '';
  expect(decodeURIComponent(href)).toMatch(/^<svg xmlns='[^']*'[^>]*><rect [^>]*fill='#123456'\/>/);
});

describe('the head of a page', () => {
  test.each([
    ['names the one product that the page is about', { only: 'traffic-ops' as const }, {}, 'Example CDN'],
    ['names the only product that the operator has', {}, { REKEY_PRODUCTS: 'crafter-studio' }, 'Crafter Studio'],
  ])('%s, if there is no brand', async (_, only, environment, name) => {
    const { body } = pageDocument(
      { ...page, ...only },
      await englishReader({ REKEY_TRAFFIC_OPS_NAME: 'Example CDN', ...environment }),
    );
    expect(body).toContain(`<span data-product>${name}</span>`);
  });

  const logo = 'data:image/png;base64,AAAA';
  const image = `<img src="${logo}" alt="" height="40">`;

  test.each([
    ['a name', { REKEY_BRAND_NAME: 'A & B' }, `<header>${mark.markup}<span>A &amp; B</span></header>`],
    ['a name and a logo', { REKEY_BRAND_NAME: 'A', REKEY_BRAND_LOGO: logo }, `<header>${image}<span>A</span></header>`],
  ])('shows of the brand %s', async (_, environment, header) => {
    expect(pageDocument(page, await englishReader(environment)).body).toContain(header);
  });

  test('has the brand’s colour for a light screen, and the other one for a dark screen', async () => {
    const colours = { REKEY_BRAND_COLOR: '#123456', REKEY_BRAND_COLOR_DARK: '#fedcba' };
    const [light = '', dark = ''] = styleIn(pageDocument(page, await englishReader(colours))).split('prefers-color-scheme:dark');
    expect(light).toContain('--brand:#123456');
    expect(light).not.toContain('#fedcba');
    expect(dark).toContain('--brand:#fedcba');
  });
});

describe('the policy of a page', () => {
  test('lets a page without a script and a form run, load, send and frame nothing but its own style', async () => {
    const document = pageDocument(page, await englishReader());
    expect(Object.fromEntries(policyOf(document))).toEqual({
      'default-src': "default-src 'none'",
      'style-src': `style-src ${hashOf(styleIn(document))}`,
      'script-src': "script-src 'none'",
      'connect-src': "connect-src 'self'",
      'img-src': 'img-src data:',
      'form-action': "form-action 'none'",
      'base-uri': "base-uri 'none'",
      'frame-ancestors': "frame-ancestors 'none'",
      'require-trusted-types-for': "require-trusted-types-for 'script'",
      'trusted-types': "trusted-types 'none'",
    });
  });

  test('allows the one script of a page, which comes unescaped, and its form', async () => {
    const script = 'if (1 < 2 && "a") {}';
    const document = pageDocument({ ...page, script, formAction: "'self'" }, await englishReader());
    expect(document.body).toContain(`<script>${script}</script>`);
    expect(policyOf(document).get('script-src')).toBe(`script-src ${hashOf(script)}`);
    expect(policyOf(document).get('form-action')).toBe("form-action 'self'");
  });
});
