import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { openBrowser } from './open-browser.ts';
import { people } from './people.ts';
import { servePages } from './serve-pages.ts';
import type { StateBench } from './states/page-state.ts';
import { pageStates } from './states/page-states.ts';

/** Takes a picture of every state of every page for people to look at. Words after the command choose the states whose names begin with them. */
const directory = 'build/pages';
const languages = ['en', 'de', 'ar', 'ja'];
const widths = [320, 1440];

const wanted = process.argv.slice(2);
const states = pageStates.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.startsWith(word)));
if (wanted.length === 0) {
  await rm(directory, { recursive: true, force: true });
}
await mkdir(directory, { recursive: true });
const [browser, served] = await Promise.all([openBrowser(), servePages()]);
const url = (path: string) => `${served.world.baseUrl}${path}`;
const bench: StateBench = {
  served: () => served,
  url,
  linkOf: async ({ account }, changes = {}) =>
    url(`/reset-password#realm=${account.realm}&token=${await served.world.token(account, changes)}`),
};
for (const { account } of people) {
  await served.world.storeAccount({ ...account, details: { id: 7, role: 'operations', roleId: 3, tenantId: 1 } });
}

for (const { name, isWithoutScript = false, bring } of states) {
  for (const locale of languages) {
    const context = await browser.newContext({ locale, javaScriptEnabled: !isWithoutScript });
    const page = await context.newPage();
    await bring(page, bench);
    for (const width of widths) {
      await page.setViewportSize({ width, height: width === 320 ? 640 : 900 });
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.screenshot({ path: `${directory}/${name}.${locale}.${width}.${colorScheme}.png`, fullPage: true });
      }
    }
    console.log(`${name} in ${locale}: ${await page.title()}`);
    await context.close();
  }
}
// It shows all pictures in the folder, also those of earlier runs.
const figures = (await readdir(directory))
  .filter((file) => file.endsWith('.png'))
  .map(
    (file) => `<figure><figcaption>${file}</figcaption><a href="${file}"><img src="${file}" alt="" loading="lazy"></a></figure>`,
  );
const style =
  'body{display:flex;flex-wrap:wrap;gap:16px;background:#ccc;font:12px sans-serif}figure{margin:0}img{max-width:640px}';
await writeFile(
  `${directory}/index.html`,
  `<!doctype html><html lang="en"><title>Pages</title><style>${style}</style>${figures.join('\n')}`,
);
console.log(`Open ${directory}/index.html`);
await browser.close();
await served.stop();
process.exit(0);
