import { expect, test } from '@jest/globals';
import { resetPasswordScript } from '#lib/page/assets.ts';
import { cutLinkPage, resetPage } from '#lib/page/reset-page.ts';
import { scriptData } from '#lib/page/script-data.ts';
import { englishReader } from './english-reader.ts';

/** The heading of each section, by the state that the section is shown in. */
const headingsIn = (markup: string) =>
  Object.fromEntries(
    [...markup.matchAll(/<section data-state="([^"]*)"[^>]*>(?:<svg.*?<\/svg>)?<h1[^>]*>(.*?)<\/h1>/g)].map(
      ([, state, heading]) => [state, heading],
    ),
  );
const sectionIn = (markup: string, state: string) =>
  new RegExp(`<section data-state="${state}".*?</section>`, 's').exec(markup)?.[0] ?? '';

test('the reset page has a section for each state of its script, with a heading that says what happened', async () => {
  const { title, main, script } = resetPage(await englishReader());
  expect({ title, script }).toEqual({ title: 'Choose a new password', script: resetPasswordScript });
  expect(headingsIn(main.markup)).toEqual({
    'no-script': 'Choose a new password',
    'link-incomplete': 'Your link is incomplete',
    checking: 'Checking your link…',
    choose: 'Choose a new password',
    sending: 'Setting your new password…',
    'link-refused': 'This link does not work',
    maybe: 'Your password may have been changed',
    good: 'Your password was changed',
    busy: 'Too many requests',
    offline: 'No connection',
    failed: 'Something went wrong',
  });
});

test('without a script only the section that asks for one is shown', async () => {
  const sections = resetPage(await englishReader()).main.markup.match(/<section[^>]*>/g) ?? [];
  expect(sections.filter((section) => !section.includes(' hidden'))).toEqual(['<section data-state="no-script">']);
});

test('a link that is spent leads to the form for a new one, and an attempt that may work later can be repeated', async () => {
  const { markup } = resetPage(await englishReader()).main;
  const states = Object.keys(headingsIn(markup));
  const statesWith = (part: string) => states.filter((state) => sectionIn(markup, state).includes(part));
  expect(statesWith('href="forgot-password"')).toEqual(['link-incomplete', 'link-refused', 'maybe']);
  expect(statesWith('data-retry')).toEqual(['busy', 'offline', 'failed']);
  expect(statesWith('<progress')).toEqual(['checking', 'sending']);
});

test('the script finds in the page what the server tells it', async () => {
  const reader = await englishReader({ REKEY_TRAFFIC_OPS_NAME: '"><b>' });
  const told = /data-told='([^']*)'/.exec(resetPage(reader).main.markup)?.[1] ?? '';
  const text = told.replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&');
  expect(JSON.parse(text)).toEqual(scriptData(reader));
});

test('a code without its link can be said to be for each product', async () => {
  const { markup } = resetPage(await englishReader({ REKEY_TRAFFIC_OPS_NAME: 'Example CDN' })).main;
  const choices = sectionIn(markup, 'link-incomplete').matchAll(
    /<input type="radio" name="realm" value="([^"]*)"> <span><b><bdi>(.*?)<\/bdi>/g,
  );
  expect([...choices].map(([, realm, product]) => [realm, product])).toEqual([
    ['crafter-studio', 'Crafter Studio'],
    ['traffic-ops', 'Example CDN'],
  ]);
});

test('an operator’s only product is chosen without a question', async () => {
  const { markup } = resetPage(await englishReader({ REKEY_PRODUCTS: 'traffic-ops' })).main;
  const radios = sectionIn(markup, 'link-incomplete').match(/<input type="radio"[^>]*>/g);
  expect(radios).toEqual(['<input type="radio" name="realm" value="traffic-ops" checked>']);
});

test('each state in which there is nothing to type has a picture that says what happened', async () => {
  const { markup } = resetPage(await englishReader()).main;
  const pictures = [...markup.matchAll(/<section data-state="([^"]*)" class="notice" hidden><svg class="icon (\w+)"/g)];
  expect(Object.fromEntries(pictures.map(([, state, tone]) => [state, tone]))).toEqual({
    'link-refused': 'bad',
    maybe: 'attention',
    good: 'good',
    busy: 'attention',
    offline: 'attention',
    failed: 'bad',
  });
});

test('what is left of a cut link is answered with the way to a new one, and without a script', async () => {
  const { title, main, script } = cutLinkPage(await englishReader());
  expect({ title, script }).toEqual({ title: 'This link does not work', script: undefined });
  expect(main.markup).toContain('<h1>This link does not work</h1>');
  expect(main.markup).toContain('<a class="button" href="forgot-password">Request a new link</a>');
});
