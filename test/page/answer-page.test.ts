import { expect, test } from '@jest/globals';
import { answerPage } from '#lib/page/answer-page.ts';
import { pageDocument } from '#lib/page/document.ts';
import { html } from '#lib/page/html.ts';
import { englishReader } from './english-reader.ts';

const page = { title: 'A page', main: html`<main></main>` };

test('the answer is the page with its policy, in its reader’s language, and no other site may frame or open it', async () => {
  const reader = await englishReader();
  const { body, policy } = pageDocument(page, reader);
  const answer = answerPage(404, page, reader);
  expect(answer).toMatchObject({ status: 404, body });
  expect(answer.headers).toMatchObject({
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Language': 'en',
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Frame-Options': 'DENY',
    'X-Robots-Tag': 'noindex',
    Vary: 'Accept-Language',
  });
  expect(answer).not.toHaveProperty('notes');
});

test('a page may use no camera, microphone, location or payment', async () => {
  const { headers } = answerPage(200, page, await englishReader());
  const denied = String(headers?.['Permissions-Policy']).split(', ');
  expect(denied.toSorted()).toEqual(['camera=()', 'geolocation=()', 'microphone=()', 'payment=()']);
});

test('an answer may have headers and notes of its own', async () => {
  const own = { headers: { 'Retry-After': '60' }, notes: { outcome: 'sent' } };
  const { headers, notes } = answerPage(429, page, await englishReader(), own);
  expect(headers).toMatchObject({ 'Retry-After': '60', 'X-Frame-Options': 'DENY' });
  expect(notes).toEqual({ outcome: 'sent' });
});
