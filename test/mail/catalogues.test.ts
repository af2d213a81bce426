import { describe, expect, test } from '@jest/globals';
import { languages } from '#lib/languages.ts';
import { en } from '#lib/mail/catalogues/en.ts';
import { catalogues } from '#lib/mail/catalogues.ts';

const placeholdersOf = (sentence: string) => (sentence.match(/\{\w+\}/g) ?? []).toSorted();

describe.each(languages.filter((language) => language !== 'en'))('the sentences in %s', (language) => {
  const sentences = Object.entries(catalogues[language]);
  const english = new Map<string, string>(Object.entries(en));

  test('are those of English, in their order', () => {
    expect(sentences.map(([name]) => name)).toEqual([...english.keys()]);
  });

  test.each(sentences)('%s has the placeholders of English, once each, and no other braces', (name, sentence) => {
    expect(placeholdersOf(sentence)).toEqual(placeholdersOf(english.get(name) ?? ''));
    expect(sentence.replace(/\{\w+\}/g, '')).not.toMatch(/[{}]/);
  });

  test.each(sentences)('%s is not English', (name, sentence) => {
    expect(sentence).not.toBe(english.get(name));
    expect(sentence).not.toMatch(/\b(?:the|you|your|mail was|link is)\b/i);
  });

  test.each(sentences)('%s is written in Unicode’s composed form, without blanks at its ends', (_, sentence) => {
    expect(sentence).toBe(sentence.normalize('NFC').trim());
  });
});

test.each(Object.entries(catalogues.ar))(
  '%s begins with an Arabic letter, which makes its line run from right to left',
  (_, sentence) => {
    expect(sentence).toMatch(/^\p{Script=Arabic}/u);
  },
);
