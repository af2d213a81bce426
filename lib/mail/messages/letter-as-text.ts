import { fillIn, type Sentence, type SentenceValue } from '#lib/wording/sentence.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Block, Letter } from './letter.ts';

/** The letter as plain text. A link has a line to itself and is never broken. */
export function letterAsText({ language, sender, heading, blocks, footer }: Letter): string {
  const { direction, breaksAt } = writing[language];
  const wrap = (text: string) => {
    const wrapped = breaksAt === 'blanks' ? wrapLine(text) : text;
    return direction === 'rtl' ? wrapped.replace(/^.+$/gm, anchored) : wrapped;
  };
  const value = (given: SentenceValue) => {
    const text = plainValue(given);
    return direction === 'rtl' || rightToLeft.test(text) ? isolated(text) : text;
  };
  const line = (sentence: Sentence) => wrap(fillIn(sentence, { words: (text) => text, value }));
  const paragraph = (block: Block) => {
    if ('link' in block) {
      return `${wrap(block.openLink)}\n\n${block.link}`;
    }
    if (!('title' in block)) {
      return line(block);
    }
    const links = (block.links ?? []).map(({ words, url }) => `${wrap(words)}\n${url}`);
    return [[wrap(block.title), ...block.sentences.map(line)].join('\n'), ...links].join('\n\n');
  };
  // Mail readers treat what follows two dashes and a blank as the signature.
  const signature = ['-- ', ...footer.map(line)].join('\n');
  return `${[sender, wrap(heading), ...blocks.map(paragraph), signature].join('\n\n')}\n`;
}

/** Breaks a line at blanks so that it fits a terminal. A word that is longer than a line stays whole. */
export function wrapLine(text: string): string {
  const lines: string[] = [];
  for (const word of text.match(unbreakable) ?? []) {
    const line = lines.at(-1);
    const longer = `${line} ${word}`;
    if (line === undefined || longer.length > columns) {
      lines.push(word);
    } else {
      lines[lines.length - 1] = longer;
    }
  }
  return lines.join('\n');
}

/** Keeps text of another direction from reordering the text around it (Unicode Bidirectional Algorithm, FSI and PDI). */
export function isolated(text: string): string {
  return `\u2068${text}\u2069`;
}

/** A value without a link to click. */
function plainValue(value: SentenceValue): string {
  if (typeof value === 'string') {
    return value;
  }
  return 'url' in value ? value.url : value.mailTo;
}

const columns = 72;

/** A word, or an isolated text (see `isolated`). An isolated text stays on one line, because its second half would lose its isolation. */
const unbreakable = /(?:\u2068[^\u2069]*\u2069|[^\s\u2068]|[\u00a0\u202f])+/g;

/** Letters of Hebrew, Arabic and the other scripts that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Adds a RIGHT-TO-LEFT MARK at both ends, so that a viewer that shows the line as left-to-right text does not move its ends. */
function anchored(line: string): string {
  return `\u200f${line}\u200f`;
}
