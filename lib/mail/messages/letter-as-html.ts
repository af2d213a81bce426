import { escapeHtml, mailToUrl } from '#lib/wording/plain-text.ts';
import { fillIn, type Sentence, type SentenceValue } from '#lib/wording/sentence.ts';
import { writing } from '#lib/wording/writing.ts';
import type { Block, Letter, LinkToOpen } from './letter.ts';
import { inlineStyles, styleSheet } from './mail-styles.ts';

/**
 * The letter as HTML that every mail reader can show: tables, with styles on the elements themselves. Clients' tests look for one anchor and read
 * greedily up to the last `">` (contract, *Mail and link*), so only that anchor's attributes have double quotes.
 */
export function letterAsHtml(letter: Letter): string {
  const { language, brand } = letter;
  const { direction } = writing[language];
  const styles = inlineStyles(brand, direction === 'rtl' ? 'right' : 'left');
  const html = [
    '<!DOCTYPE html>',
    `<html lang='${language}' dir='${direction}'>`,
    ...head(letter),
    `<body class='page' style='${styles.page}'>`,
    `<div class='preheader' style='${styles.preheader}'>${escapeHtml(letter.preheader)}${filler}</div>`,
    // Webmail removes html and body, so the table repeats the language and the direction.
    `<table ${plainTable} class='page' lang='${language}' dir='${direction}' width='100%' style='${styles.page}'>`,
    "<tr><td align='center' style='padding:24px 16px'>",
    // Outlook does not know max-width.
    `<!--[if mso]><table ${plainTable} dir='${direction}' width='560'><tr><td><![endif]-->`,
    `<table ${plainTable} width='100%' style='max-width:560px'>`,
    `<tr><td class='column' dir='${direction}' style='${styles.column}'>`,
    ...content(letter, styles),
    '</td></tr>',
    '</table>',
    '<!--[if mso]></td></tr></table><![endif]-->',
    '</td></tr>',
    '</table>',
    '</body>',
    '</html>',
  ];
  return `${html.join('\n')}\n`;
}

type Styles = ReturnType<typeof inlineStyles>;

const plainTable = "role='presentation' cellpadding='0' cellspacing='0' border='0'";

/** Lists of mails show it as nothing. It fills the rest of the line, which would otherwise show the beginning of the mail. */
const filler = `${'&#8199;&#847; '.repeat(10).trim()}\n`.repeat(10).trim();

function head({ brand, heading }: Letter): string[] {
  return [
    '<head>',
    "<meta charset='utf-8'>",
    "<meta name='viewport' content='width=device-width,initial-scale=1'>",
    "<meta name='color-scheme' content='light dark'>",
    "<meta name='supported-color-schemes' content='light dark'>",
    "<meta name='format-detection' content='telephone=no,date=no,address=no,email=no'>",
    `<title>${escapeHtml(heading)}</title>`,
    `<style>\n${styleSheet(brand)}\n</style>`,
    // Outlook shows Times instead of fonts that it does not know.
    '<!--[if mso]><style>td,h1,h2,p,a{font-family:Arial,sans-serif!important}</style><![endif]-->',
    '</head>',
  ];
}

function content({ sender, heading, blocks, footer }: Letter, styles: Styles): string[] {
  return [
    `<p class='sender' style='${styles.sender}'><bdi>${escapeHtml(sender)}</bdi></p>`,
    `<h1 style='${styles.heading}'>${escapeHtml(heading)}</h1>`,
    ...blocks.flatMap((block) => blockAsHtml(block, styles)),
    ruled(
      styles,
      footer.map((sentence) => `<p class='footer' style='${styles.footer}'>${sentenceAsHtml(sentence, styles)}</p>`),
    ),
  ];
}

function blockAsHtml(block: Block, styles: Styles): string[] {
  if ('link' in block) {
    return linkAsHtml(block, styles);
  }
  const paragraph = (sentence: Sentence) => `<p style='${styles.paragraph}'>${sentenceAsHtml(sentence, styles)}</p>`;
  if (!('title' in block)) {
    return [paragraph(block)];
  }
  const links = (block.links ?? []).map(
    ({ words, url }) =>
      `<p style='${styles.paragraph}'><a href='${escapeHtml(url)}' style='${styles.anchor}'>${escapeHtml(words)}</a></p>`,
  );
  const title = `<h2 style='${styles.title}'>${escapeHtml(block.title)}</h2>`;
  return [ruled(styles, [title, ...block.sentences.map(paragraph), ...links])];
}

function linkAsHtml({ link, button, buttonFails }: LinkToOpen, styles: Styles): string[] {
  const href = escapeHtml(link);
  return [
    `<table ${plainTable}>`,
    `<tr><td class='button' style='${styles.button}'>`,
    `<a href='${href}' style='${styles.buttonLabel}'>${escapeHtml(button)}</a>`,
    '</td></tr>',
    '</table>',
    `<p style='${styles.paragraph};padding-top:24px'>${escapeHtml(buttonFails)}</p>`,
    `<p dir='ltr' style='${styles.link}'><a id="verificationLink" href="${href}">${href}</a></p>`,
  ];
}

function ruled(styles: Styles, lines: readonly string[]): string {
  return [`<div class='rule' style='${styles.rule}'>`, ...lines, '</div>'].join('\n');
}

function sentenceAsHtml(sentence: Sentence, styles: Styles): string {
  const value = (given: SentenceValue) => {
    if (typeof given === 'string') {
      return `<bdi>${escapeHtml(given)}</bdi>`;
    }
    return 'url' in given ? anchor(given.url, given.url, styles) : anchor(mailToUrl(given.mailTo), given.mailTo, styles);
  };
  return fillIn(sentence, { words: escapeHtml, value });
}

function anchor(url: string, text: string, styles: Styles): string {
  return `<a href='${escapeHtml(url)}' dir='ltr' style='${styles.anchor}'>${escapeHtml(text)}</a>`;
}
