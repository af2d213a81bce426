import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { answerCommonPasswords } from '#lib/page/answer-common-passwords.ts';
import { wordsForPage } from '#lib/passwords/words-for-page.ts';
import { inOneLine } from '#test/docs/pages.ts';

const decompress = {
  br: (bytes: Buffer) => brotliDecompressSync(bytes).toString(),
  gzip: (bytes: Buffer) => gunzipSync(bytes).toString(),
};

test.each(['br', 'gzip'] as const)(
  'a client that takes %s gets the list in a third to two fifths of its bytes',
  async (encoding) => {
    const { headers, body, isBase64Encoded } = await answerCommonPasswords(encoding);
    expect(headers).toEqual({
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Encoding': encoding,
      Vary: 'Accept-Encoding',
    });
    expect(isBase64Encoded).toBe(true);
    const bytes = Buffer.from(body, 'base64');
    expect(decompress[encoding](bytes)).toBe(wordsForPage);
    expect(bytes.length / wordsForPage.length).toBeLessThan(0.4);
  },
);

test('docs/deploying.md and docs/performance.md say how many bytes the list takes', async () => {
  const kilobytes = async (encoding: string) => {
    const { body, isBase64Encoded } = await answerCommonPasswords(encoding);
    return Math.round(Buffer.byteLength(body, isBase64Encoded ? 'base64' : 'utf8') / 1000);
  };
  const [br, gzip, plain] = [await kilobytes('br'), await kilobytes('gzip'), await kilobytes('')];
  expect(inOneLine('docs/deploying.md')).toContain(`33 are the two pages, and ${br} the list`);
  expect(inOneLine('docs/performance.md')).toContain(`${br} KB go out with Brotli and ${gzip} with gzip, instead of ${plain}.`);
});

test.each(['', 'identity', 'zstd'])('a client that accepts %j gets the list as it is', async (acceptEncoding) => {
  const answer = await answerCommonPasswords(acceptEncoding);
  expect(answer).toEqual({
    status: 200,
    headers: { 'Content-Type': 'text/plain; charset=utf-8', Vary: 'Accept-Encoding' },
    body: wordsForPage,
  });
});
