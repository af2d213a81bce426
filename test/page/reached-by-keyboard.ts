import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Scripts for the page, as text, because the tests do not know a browser's types. All buttons of one group of radio buttons are one stop. */
const nameOf =
  "(it) => it.type === 'radio' ? 'radio ' + it.name : [it.localName, it.id, it.name, it.getAttribute('href'), it.textContent].join(' ').trim()";
const controls = `[...document.querySelectorAll('a[href], button:enabled, input:not([type=hidden])')].filter((it) => it.checkVisibility()).map(${nameOf})`;
const focused = `(() => {
  const it = document.activeElement;
  const shown = [it, it.closest('label')].filter((each) => each !== null);
  return { name: (${nameOf})(it), isMarked: it === document.body || shown.some((each) => getComputedStyle(each).outlineStyle !== 'none') };
})()`;

/** Checks that Tab leads to everything that can be pressed or filled in, and that people see where the focus is. */
export async function expectToBeReachedByKeyboard(page: Page): Promise<void> {
  const expected = new Set((await page.evaluate(controls)) as string[]);
  const most = expected.size + 3;
  const unmarked = new Set<string>();
  // The focus passes the browser's own controls before it comes back to the first of the page.
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const { name, isMarked } = (await page.evaluate(focused)) as { name: string; isMarked: boolean };
    expected.delete(name);
    if (!isMarked) {
      unmarked.add(name);
    }
  }
  expect({ unreached: [...expected], unmarked: [...unmarked] }).toEqual({ unreached: [], unmarked: [] });
}
