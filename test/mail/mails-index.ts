import type { Mail } from '#lib/reset/ports.ts';
import { type Language, languages } from '#lib/wording/languages.ts';
import { escapeHtml } from '#lib/wording/plain-text.ts';
import { writing } from '#lib/wording/writing.ts';

export type RenderedMail = {
  kind: string;
  language: Language;
  /** The name of its files, without what follows the language. */
  name: string;
  mail: Mail;
  pictures: readonly { view: string; file: string }[];
};

/** A page to look through all mails: by language, each as a list of mails shows it and as it opens. */
export function mailsIndex(rendered: readonly RenderedMail[]): string {
  const links = languages.map((language) => `<a href="#${language}">${writing[language].name}</a>`);
  return `<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mails</title>
<style>
body { margin: 0 auto; max-width: 1500px; padding: 16px; font: 16px/1.5 sans-serif; background: #eef1f4; color: #1f2328 }
nav a { margin-inline-end: 12px }
article { margin: 16px 0; padding: 16px; border-radius: 8px; background: #fff }
.list { overflow: hidden; white-space: nowrap; text-overflow: ellipsis; padding: 8px; border: 1px solid #d1d9e0 }
.list span { color: #59636e }
.pictures { display: flex; flex-wrap: wrap; gap: 16px; align-items: flex-start; margin: 16px 0 }
img { max-width: 100%; border: 1px solid #d1d9e0 }
pre { overflow: auto; padding: 8px; background: #f6f8fa }
</style>
<h1>Mails</h1>
<nav>${links.join('\n')}</nav>
${languages.map((language) => section(language, rendered)).join('\n')}
</html>
`;
}

function section(language: Language, rendered: readonly RenderedMail[]): string {
  const mails = rendered.filter((each) => each.language === language).map(article);
  return `<h2 id="${language}">${writing[language].name}</h2>\n${mails.join('\n')}`;
}

function article({ kind, language, name, mail, pictures }: RenderedMail): string {
  const { direction } = writing[language];
  const images = pictures.map(
    ({ view, file }) => `<a href="${file}"><img src="${file}" alt="${kind}, ${view}" loading="lazy"></a>`,
  );
  return `<article>
<h3>${kind}</h3>
<div class="list" lang="${language}" dir="${direction}"><b>${escapeHtml(mail.subject)}</b> <span>${preheaderIn(mail.html)}</span></div>
<div class="pictures">${images.join('\n')}</div>
<details><summary>Text</summary><pre lang="${language}">${escapeHtml(mail.text)}</pre></details>
<p><a href="${name}.html">HTML</a> · <a href="${name}.txt">text</a></p>
</article>`;
}

/** What follows the subject in a list of mails: it is HTML already. */
function preheaderIn(html: string): string {
  return /<div class='preheader'[^>]*>(.*?)<\/div>/s.exec(html)?.[1] ?? '';
}
