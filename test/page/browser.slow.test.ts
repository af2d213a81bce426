// Its seconds buy a real browser, which sees the pages as people do.
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { runForm } from './browser-form.ts';
import { runJourneys } from './browser-journeys.ts';
import { runLinks } from './browser-links.ts';
import { runLooks } from './browser-looks.ts';
import { runPaste } from './browser-paste.ts';
import { runStartPage } from './browser-start-page.ts';
import { runStates } from './browser-states.ts';
import { missingBrowser, openBrowser } from './open-browser.ts';
import { people } from './people.ts';
import type { Seat } from './seat.ts';
import { type Served, servePages } from './serve-pages.ts';
import { visit } from './visit.ts';

if (missingBrowser !== null) {
  console.warn(`the tests of the pages in a browser are ${missingBrowser}`);
}

/** All tests share one browser and one stack, because starting them takes longer than most of the tests. */
(missingBrowser === null ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  let served: Served;
  const url = (path: string) => `${served.world.baseUrl}${path}`;
  const seat: Seat = {
    served: () => served,
    open: (options) => visit(browser, options),
    url,
    linkOf: async ({ account }, changes = {}) =>
      url(`/reset-password#realm=${account.realm}&token=${await served.world.token(account, changes)}`),
  };

  beforeAll(async () => {
    [browser, served] = await Promise.all([openBrowser(), servePages()]);
    const details = { id: 7, role: 'operations', roleId: 3, tenantId: 1 };
    for (const { account } of people) {
      await served.world.storeAccount({ ...account, details });
    }
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  runJourneys(seat);
  runForm(seat);
  runStates(seat);
  runLinks(seat);
  runPaste(seat);
  runLooks(seat);
  runStartPage(seat);
});
