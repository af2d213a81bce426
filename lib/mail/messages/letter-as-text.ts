import { fillIn, type Sentence, type SentenceValue } from '#lib/wording/sentence.ts';
import { writing } from '#lib/wording/writing.ts';
import { isolated } from './isolated.ts';
import type { Block, Letter } from './letter.ts';
import { wrapLine } from './wrap-line.ts';

/** Letters of Hebrew, Arabic and the other scripts that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** The letter as plain text. A link stands alone on its line, unbroken. */
export function letterAsText({ language, sender, heading, blocks, footer }: Letter): string {
  const { direction, breaksAt } = writing[language];
  const wrap = (text: string) => {
    const wrapped = breaksAt === 'blanks' ? wrapLine(text) : text;
    return direction === 'rtl' ? wrapped.replace(/^.+$/gm, anchored) : wrapped;
  };
  const value = (given: SentenceValue) => {
    const text = typeof given === 'string' ? given : given.mailTo;
    return direction === 'rtl' || rightToLeft.test(text) ? isolated(text) : text;
  };
  const line = (sentence: Sentence) => wrap(fillIn(sentence, { words: (text) => text, value }));
  const paragraph = (block: Block) => {
    if ('link' in block) {
      return `${wrap(block.openLink)}\n\n${block.link}`;
    }
    return 'title' in block ? [wrap(block.title), ...block.sentences.map(line)].join('\n') : line(block);
  };
  // Mail readers treat the lines after two dashes and a blank as the signature.
  const signature = ['-- ', ...footer.map(line)].join('\n');
  return `${[sender, wrap(heading), ...blocks.map(paragraph), signature].join('\n\n')}\n`;
}

/** Keeps the ends of a line in place if a mail reader shows the text from left to right (RIGHT-TO-LEFT MARK). */
function anchored(line: string): string {
  return `\u200f${line}\u200f`;
}
