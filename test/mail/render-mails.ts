import { mkdir, writeFile } from 'node:fs/promises';
import { languages } from '#lib/wording/languages.ts';
import { branded, sampleMails, unbranded } from './sample-mails.ts';

/** Writes every kind of mail in every language for people to look at: `build/mails/<kind>.<language>.html` and `.txt`. */
const directory = 'build/mails';

await mkdir(directory, { recursive: true });
for (const [kind, write] of Object.entries(sampleMails)) {
  for (const language of languages) {
    for (const [settings, name] of [[branded, kind] as const, [unbranded, `${kind}.unbranded`] as const]) {
      const { html, text } = write(language, settings);
      await writeFile(`${directory}/${name}.${language}.html`, html);
      await writeFile(`${directory}/${name}.${language}.txt`, text);
    }
  }
}
console.log(`The mails are in ${directory}`);
