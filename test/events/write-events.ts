import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { goldenEvents } from './golden-events.ts';

const outDir = 'build/events';

await rm(outDir, { recursive: true, force: true });
for (const [file, event] of await goldenEvents()) {
  const target = path.join(outDir, file);
  await mkdir(path.dirname(target), { recursive: true });
  await writeFile(target, `${JSON.stringify(event, undefined, 2)}\n`);
  console.log(target);
}
