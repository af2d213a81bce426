import { expect } from '@jest/globals';
import axe from 'axe-core';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';

export type Visit = {
  page: Page;
  /** The address, method and `Referer` of every request that the browser made, with its body. */
  requests: { url: string; method: string; referrer: string; body: string }[];
  /** What the browser complained of: violations of the content security policy, exceptions of scripts. */
  complaints: string[];
  close(): Promise<void>;
};

/** A person with a browser of their own. */
export async function visit(browser: Browser, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const requests: Visit['requests'] = [];
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

/** Checks the page as it is now with axe, by WCAG 2.2 AA and axe's own good practice. */
export async function expectAccessible(page: Page): Promise<void> {
  // Evaluated by the debugger's protocol, which the page's content security policy does not bind.
  if (!(await page.evaluate('"axe" in globalThis'))) {
    await page.evaluate(axe.source);
  }
  const violations = await page.evaluate(async () => {
    // axe puts itself there; its types are those of a page.
    const { violations } = await Object(globalThis).axe.run();
    return violations.map(({ id, nodes }: { id: string; nodes: { html: string }[] }) => `${id}: ${nodes[0]?.html}`);
  });
  expect(violations).toEqual([]);
}

/** Nothing sticks out to the side. */
export async function expectToFit(page: Page): Promise<void> {
  const { width, window } = (await page.evaluate('({ width: document.documentElement.scrollWidth, window: innerWidth })')) as {
    width: number;
    window: number;
  };
  expect(width).toBeLessThanOrEqual(window);
}
