// It takes seconds because a real browser opens the pages, as people do.
import { afterAll, beforeAll, describe } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { runAsking } from './browser-asking.ts';
import { runEveryState } from './browser-every-state.ts';
import { runForm } from './browser-form.ts';
import { runInbox } from './browser-inbox.ts';
import { runJourneys } from './browser-journeys.ts';
import { runLanguages } from './browser-languages.ts';
import { runLinks } from './browser-links.ts';
import { runLooks } from './browser-looks.ts';
import { runPaste } from './browser-paste.ts';
import { runRefusals } from './browser-refusals.ts';
import { runStartPage } from './browser-start-page.ts';
import { runStates } from './browser-states.ts';
import { runStops } from './browser-stops.ts';
import { missingBrowser, openBrowser } from './open-browser.ts';
import { openPage } from './open-page.ts';
import type { PageBench } from './page-bench.ts';
import { people } from './people.ts';
import { type Served, servePages } from './serve-pages.ts';

if (missingBrowser !== null) {
  console.warn(`the tests of the pages in a browser are ${missingBrowser}`);
}

/** All tests share one browser and one stack, because starting them takes longer than most of the tests. */
(missingBrowser === null ? describe : describe.skip)('in a browser', () => {
  let browser: Browser;
  let served: Served;
  const url = (path: string) => `${served.world.baseUrl}${path}`;
  const bench: PageBench = {
    served: () => served,
    open: (options) => openPage(browser, options),
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
    await served.world.storeAccount({ realm: 'traffic-ops', id: 'page-lang', details });
    await served.world.storeAccount({ realm: 'traffic-ops', id: 'page-zone', details });
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await served?.stop();
  });

  runJourneys(bench);
  runForm(bench);
  runAsking(bench);
  runStates(bench);
  runStops(bench);
  runRefusals(bench);
  runLinks(bench);
  runPaste(bench);
  runEveryState(bench);
  runLooks(bench);
  runLanguages(bench);
  runStartPage(bench);
  runInbox(bench);
});
