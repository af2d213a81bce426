import { mkdir } from 'node:fs/promises';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { startStack } from '#infra/local/start-stack.ts';
import { wireWorld } from '#test/golden/wire-world.ts';
import { openBrowser } from './open-browser.ts';

/** Takes the README's pictures of the running demo, so that they show the real pages. */
const folder = 'docs/pictures';

// These are the ports that everyone gets, because the start page shows them.
const stack = await startStack({ port: 3000, dynamoPort: 8000, inboxPort: 8005, quiet: true });
const world = wireWorld(stack);
const browser = await openBrowser();
await mkdir(folder, { recursive: true });

await take('start-page', { viewport: { width: 1000, height: 760 } }, (page) => page.goto(stack.apiUrl));
await take('reset-page', { viewport: { width: 420, height: 720 } }, choosePassword);
await take('reset-page-ar', { viewport: { width: 420, height: 720 }, locale: 'ar', colorScheme: 'dark' }, choosePassword);
await take('mail', { viewport: { width: 640, height: 760 } }, async (page) => {
  await fetch(`${stack.apiUrl}/api/1/services/api/1/user/forgot-password.json?username=jane.doe`);
  const [mail] = await world.mailsTo('jane.doe@example.com');
  await page.setContent(mail?.body.html ?? '');
});

await browser.close();
await stack.stop();
process.exit(0);

async function take(name: string, options: BrowserContextOptions, open: (page: Page) => Promise<unknown>): Promise<void> {
  const page = await newPage(browser, options);
  await open(page);
  const path = `${folder}/${name}.png`;
  await page.screenshot({ path });
  console.log(path);
  await page.context().close();
}

async function newPage(opened: Browser, options: BrowserContextOptions): Promise<Page> {
  const context = await opened.newContext({ locale: 'en-GB', ...options });
  return context.newPage();
}

async function choosePassword(page: Page): Promise<void> {
  const token = await world.token({ realm: 'traffic-ops', id: 'test' });
  await page.goto(`${stack.apiUrl}/reset-password#realm=traffic-ops&token=${token}`);
  await page.locator('#password').fill('correct horse battery staple');
}
