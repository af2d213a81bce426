import { expect, test } from '@jest/globals';
import { html } from '#lib/page/html.ts';
import { icon } from '#lib/page/icons.ts';
import { noticePage } from '#lib/page/notice-page.ts';
import { englishReader } from './english-reader.ts';

test('a notice shows its picture, its title, its text and a link to the form that it came from', async () => {
  const image = icon('tick', 'good');
  const { title, main } = noticePage(await englishReader(), { title: 'A & B', text: html`<p>why</p>`, image, back: '../x' });
  expect(title).toBe('A & B');
  expect(main.markup).toContain(`${image.markup}<h1>A &amp; B</h1>`);
  expect(main.markup).toContain('<p>why</p>');
  expect(main.markup).toMatch(/<a [^>]*href="..\/x">Back<\/a>/);
});

test('a screen reader skips the picture, because the title says the same', () => {
  expect(icon('cross', 'bad').markup).toMatch(/^<svg class="icon bad" [^>]*aria-hidden="true">/);
});
