import { writeFile } from 'node:fs/promises';
import { shippedPackages } from './shipped-packages.ts';
import { noticesFile, thirdPartyNotices } from './third-party-notices.ts';

await writeFile(noticesFile, await thirdPartyNotices(await shippedPackages()));
