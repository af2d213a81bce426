import { describe, expect, test } from '@jest/globals';
import { catalogues as mails } from '#lib/mail/catalogues.ts';
import { catalogues as pages } from '#lib/page/catalogues.ts';
import { languages } from '#lib/wording/languages.ts';

type Sentences = { readonly [name: string]: string };

const loaded = async (language: (typeof languages)[number]) =>
  ({ mails: mails[language], pages: await pages[language]() }) satisfies { [name: string]: Sentences };
const all = await Promise.all(languages.map(async (language) => ({ language, ...(await loaded(language)) })));
const english = await loaded('en');
const placeholdersOf = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

const translations = all
  .filter(({ language }) => language !== 'en')
  .flatMap((each) =>
    (['mails', 'pages'] as const).map((of) => ({ of, language: each.language, sentences: each[of] as Sentences })),
  );

describe.each(translations)('the sentences of the $of in $language', ({ of, sentences }) => {
  const inEnglish: Sentences = english[of];

  test('have the same names as in English, in the same order', () => {
    expect(Object.keys(sentences)).toEqual(Object.keys(inEnglish));
  });

  test.each(Object.entries(sentences))(
    '%s has each placeholder of the English sentence once, and no other braces',
    (name, sentence) => {
      expect(placeholdersOf(sentence)).toEqual(placeholdersOf(inEnglish[name] ?? ''));
      expect(sentence.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
    },
  );

  test.each(Object.entries(sentences))('%s is not English', (name, sentence) => {
    expect(sentence).not.toBe(inEnglish[name]);
    expect(sentence).not.toMatch(/\b(?:the|you|your|mail was|link is)\b/i);
  });

  test.each(Object.entries(sentences))('%s is in Unicode’s composed form (NFC) and has no blanks at its ends', (_, sentence) => {
    expect(sentence).toBe(sentence.normalize('NFC').trim());
  });
});

test.each(Object.entries(mails.ar))(
  '%s begins with an Arabic letter, which makes its line run from right to left',
  (_, sentence) => {
    expect(sentence).toMatch(/^\p{Script=Arabic}/u);
  },
);

test('a browser shows the sign at the end of “token=” after the word, in a line that runs from right to left too', async () => {
  const { incompleteText } = await pages.ar();
  expect(incompleteText).toContain('token=\u200e');
});

test('every language has a word for each of the five strengths', () => {
  expect(all.map(({ pages }) => pages.strengths.split(', ').length)).toEqual(languages.map(() => 5));
});
