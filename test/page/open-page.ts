import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect } from '@jest/globals';
import type { RunOptions } from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export type OpenPage = {
  page: Page;
  /** The address, method and `Referer` of every request that the browser made, with its body. */
  requests: { url: string; method: string; referrer: string; body: string }[];
  /** The browser's complaints: violations of the content security policy and exceptions of scripts. */
  complaints: string[];
  close(): Promise<void>;
};

/** Opens an empty page in a separate browser context, like a person with their own browser. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const requests: OpenPage['requests'] = [];
  const complaints: string[] = [];
  page.on('request', async (request) => {
    const { referer = '' } = await request.allHeaders().catch(() => ({ referer: '' }));
    requests.push({ url: request.url(), method: request.method(), referrer: referer, body: request.postData() ?? '' });
  });
  page.on('console', (message) => {
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return { page, requests, complaints, close: () => context.close() };
}

/** The short form, because most of the time of a check goes into reading it. */
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Checks the current page with axe, by WCAG 2.2 AA and axe's own best practices. */
export async function expectAccessible(page: Page): Promise<void> {
  // The debugger's protocol evaluates this, and the page's content security policy does not restrict that protocol.
  if (!(await page.evaluate('"axe" in globalThis'))) {
    await page.evaluate(axe);
  }
  const options: RunOptions = { resultTypes: ['violations'] };
  const violations = await page.evaluate(async (given) => {
    // axe puts itself there; its types assume a page.
    const { violations } = await Object(globalThis).axe.run(given);
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`);
  }, options);
  expect(violations).toEqual([]);
}

/** Checks that nothing is wider than the window. */
export async function expectToFit(page: Page): Promise<void> {
  const { width, window } = (await page.evaluate('({ width: document.documentElement.scrollWidth, window: innerWidth })')) as {
    width: number;
    window: number;
  };
  expect(width).toBeLessThanOrEqual(window);
}
