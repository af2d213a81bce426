// `npm run test:studio` tests the login page of Crafter Studio itself, in a browser, with Rekey behind it. It installs Studio's pages from npm first.
// If that fails, it says so and exits with 0.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const folder = path.resolve('build/studio-page');
mkdirSync(folder, { recursive: true });
copyFileSync('test/studio-page/packages.json', path.join(folder, 'package.json'));
// Some packages ask for versions of React that exclude each other. The page needs none of these.
const words = ['install', '--no-package-lock', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'];
const installed = spawnSync('npm', words, { cwd: folder, stdio: 'inherit' });
if (installed.status === 0) {
  const { status } = spawnSync('npm', ['run', 'test:slow', '--', '--verbose', 'test/studio-page'], {
    stdio: 'inherit',
    env: { ...process.env, STUDIO_PAGE: folder },
  });
  process.exitCode = status ?? 1;
} else {
  console.log('Studio’s own login page was not tested, because npm could not install it.');
}
