import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

// The shell is the same browser without windows, and takes two thirds of the time.
const places = [
  process.env.CHROMIUM ?? '',
  '/usr/bin/chromium-headless-shell',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

const executablePath = places.find((place) => existsSync(place));

/** Why the tests in a browser are skipped; null if they run. In CI they must run. */
export const missingBrowser =
  executablePath === undefined && process.env.CI !== 'true'
    ? 'skipped, because there is no Chromium: install Debian’s package chromium-headless-shell or chromium, or set CHROMIUM to one'
    : null;

/** A real Chromium without a window. */
export async function openBrowser(): Promise<Browser> {
  if (executablePath === undefined) {
    throw new Error('no Chromium is installed');
  }
  // Root has no sandbox in a container. That is safe, because the browser opens only our own pages.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
