import { expect, test } from '@jest/globals';
import { html, nothing, quotedJson, sentence } from '#lib/page/html.ts';

test('M4 a text in a template comes out as text, also inside an attribute', () => {
  expect(html`<a title="${'"x"'}">${"<b> & 'c'"}</a>`.markup).toBe('<a title="&quot;x&quot;">&lt;b&gt; &amp; &#39;c&#39;</a>');
});

test('M4 JSON ends no attribute and begins no markup', () => {
  expect(html`<p data-x=${quotedJson({ a: `"'<script>&quot;` })}></p>`.markup).toBe(
    `<p data-x='{"a":"\\"&#39;&lt;script>&amp;quot;"}'></p>`,
  );
});

test('markup in a template stays markup, and several pieces follow one another', () => {
  const items = ['a', '<b>'].map((item) => html`<li>${item}</li>`);
  expect(html`<ul>${items}</ul>${nothing}`.markup).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>');
});

test('the indentation of a template goes, but the blanks and line breaks of a text stay', () => {
  expect(
    html`<p>
      <b>${'a\n    b'}</b>
    </p>`.markup,
  ).toBe('<p>\n<b>a\n    b</b>\n</p>');
});

test('M4 a value in a sentence is isolated from the direction of its text and comes out as text', () => {
  expect(sentence('<For> {product}.', { product: '<b>{product}' }).markup).toBe('&lt;For&gt; <bdi>&lt;b&gt;{product}</bdi>.');
});

test('markup in a sentence stays markup', () => {
  expect(sentence('Write to {address}.', { address: html`<a>me</a>` }).markup).toBe('Write to <bdi><a>me</a></bdi>.');
});
