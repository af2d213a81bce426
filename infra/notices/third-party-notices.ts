import { copyFile, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

export const noticesFile = 'THIRD_PARTY_NOTICES';

type Notice = {
  /** Such as `zod 4.6.7 (MIT)`. */
  readonly title: string;
  readonly text: string;
};

/**
 * The licence texts of these packages. Packages that come with the same text share it.
 *
 * @param folders such as `node_modules/zod`
 */
export async function thirdPartyNotices(folders: readonly string[]): Promise<string> {
  const notices = await Promise.all(folders.map(noticeOf));
  const sections = [...Map.groupBy(notices, ({ text }) => text)].map(
    ([text, sharing]) => `${sharing.map(({ title }) => title).join('\n')}\n\n${text}\n`,
  );
  return [opening, ...sections].join(`\n${'-'.repeat(80)}\n\n`);
}

/**
 * Puts the notices beside the code of each function, for the licences ask that they go with every copy. A function never reads the file, so it
 * costs a few kilobytes of the uploaded archive and nothing of a cold start.
 */
export async function addNotices(ids: readonly string[], codeDir: string): Promise<void> {
  await Promise.all(ids.map((id) => copyFile(noticesFile, path.join(codeDir, id, noticesFile))));
}

const opening = `Rekey's functions contain code or data of the packages below. Each section lists packages and the licence that they come with.

\`npm run notices\` writes this file from the bundles that are uploaded. Rekey's own licence is in the file LICENSE.
`;

const packageSchema = z.object({ name: z.string(), version: z.string(), license: z.string() });

async function noticeOf(folder: string): Promise<Notice> {
  const declared: unknown = JSON.parse(await readFile(path.join(folder, 'package.json'), 'utf8'));
  const { name, version, license } = packageSchema.parse(declared);
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying|copyright)/i.test(file)).sort();
  const texts =
    files.length > 0 ? await readAll(files.map((file) => path.join(folder, file))) : await textsFromReadme(folder, license);
  return { title: `${name} ${version} (${license})`, text: texts.map(tidy).join('\n\n') };
}

/** Middy's packages hold no licence file: their READMEs name the MIT licence and the owners of the copyright. */
async function textsFromReadme(folder: string, license: string): Promise<readonly string[]> {
  const readme = await readFile(path.join(folder, 'README.md'), 'utf8');
  const [copyright] = /Copyright \(c\) .+/.exec(readme) ?? [];
  if (license !== 'MIT' || copyright === undefined) {
    throw new Error(`${folder} has no file with its licence, and its README does not give an MIT licence with a copyright line.`);
  }
  const withoutLinks = copyright.replace(/\[([^\]]+)\]\([^)]+\)/g, '$1');
  return [withoutLinks, await readFile('infra/notices/mit-permission.txt', 'utf8')];
}

function readAll(files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(files.map((file) => readFile(file, 'utf8')));
}

/** Packages with the same licence differ in line ends, and in spaces and blank lines around it. */
function tidy(text: string): string {
  return text
    .replaceAll('\r\n', '\n')
    .replace(/[ \t]+$/gm, '')
    .replace(/^\n+|\n+$/g, '');
}
