import { mkdir, rm, writeFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { type Language, languages } from '#lib/wording/languages.ts';
import { missingBrowser, openBrowser } from '#test/page/open-browser.ts';
import { mailsIndex, type RenderedMail } from './mails-index.ts';
import { complete, sampleMails, unbranded } from './sample-mails.ts';

/** Writes every kind of mail in every language for people to look at, with pictures and a page that shows them all. */
const directory = 'build/mails';

/** The width of a mail in a window for reading, and of a small telephone. */
const views = [
  { name: 'wide', width: 600, colorScheme: 'light' },
  { name: 'narrow', width: 360, colorScheme: 'light' },
  { name: 'night', width: 360, colorScheme: 'dark' },
] as const;

const mails = Object.entries(sampleMails).flatMap(([kind, write]) =>
  languages.flatMap((language) => [
    { kind, language, mail: write(language, complete) },
    // The rest of such a mail is the same, so one language shows it.
    ...(language === 'en' ? [{ kind: `${kind}.unbranded`, language, mail: write(language, unbranded) }] : []),
  ]),
);

await rm(directory, { recursive: true, force: true });
await mkdir(directory, { recursive: true });
const browser = missingBrowser === null ? await openBrowser() : null;
const rendered: RenderedMail[] = [];
for (const { kind, language, mail } of mails) {
  const name = `${kind}.${language}`;
  await writeFile(`${directory}/${name}.html`, mail.html);
  await writeFile(`${directory}/${name}.txt`, mail.text);
  const pictures = browser === null ? [] : await takePictures(browser, name, { language, html: mail.html });
  rendered.push({ kind, language, name, mail, pictures });
}
await browser?.close();
await writeFile(`${directory}/index.html`, mailsIndex(rendered));
console.log(`Open ${directory}/index.html`);
if (missingBrowser !== null) {
  console.log(`Pictures are ${missingBrowser}`);
}

async function takePictures(
  opened: Browser,
  name: string,
  { language, html }: { language: Language; html: string },
): Promise<RenderedMail['pictures']> {
  const pictures: { view: string; file: string }[] = [];
  for (const { name: view, width, colorScheme } of views) {
    const page = await opened.newPage({ viewport: { width, height: 400 }, colorScheme, locale: language });
    await page.setContent(html);
    const file = `${name}.${view}.png`;
    await page.screenshot({ path: `${directory}/${file}`, fullPage: true });
    await page.close();
    pictures.push({ view, file });
  }
  return pictures;
}
