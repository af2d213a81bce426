import { expect, test } from '@jest/globals';
import { stopPage } from '#lib/page/stop/stop-page.ts';
import { stopReaderOf } from '#lib/page/stop/stop-reader.ts';
import { parseSettings } from '#lib/settings/settings.ts';

const readerWith = (environment: NodeJS.ProcessEnv = {}) =>
  stopReaderOf({ headers: {}, rawQueryString: '' }, parseSettings(environment));

test('the page that closes an account has its button before the other way out', async () => {
  const { markup } = stopPage(await readerWith(), 'disown').main;
  expect(markup.indexOf('It wasn’t me: close my account')).toBeGreaterThan(0);
  expect(markup.indexOf('If nobody else can read your email')).toBeGreaterThan(markup.indexOf('It wasn’t me: close my account'));
  expect(markup).toContain('href="../forgot-password">Request a new link</a>');
});

test('for people who ask elsewhere for a link, the page has no other way out', async () => {
  const { markup } = stopPage(await readerWith({ REKEY_PRODUCTS: 'crafter-profile' }), 'disown').main;
  expect(markup).not.toContain('If nobody else can read your email');
});

test('a fault stands between the label and its field, as on the other forms', async () => {
  const { markup } = stopPage(await readerWith(), 'cancel', { isFaulty: true }).main;
  expect(markup).toMatch(/<\/label><span class="fault" id="link-fault">[^<]*<\/span>\s*<input id="link"/);
});
