import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { pageOf, pages } from './pages.ts';

describe.each([...pages])('%s', (file, text) => {
  test('names paths of the repository that exist', () => {
    const named = [...text.matchAll(/`((?:functions|lib|infra|test|docs)\/[\w./-]*)`/g)].map(([, named = '']) => named);
    expect(named.filter((name) => !existsSync(name) && !existsSync(`${name}.ts`))).toEqual([]);
  });

  test('links to pages, headings and pictures that exist', () => {
    const sentences = text.replace(/^( *)```[\s\S]*?^\1```$/gm, '');
    const links = [...sentences.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
    const broken = links.filter(([, target = '', anchor]) => {
      const linked = target === '' ? file : path.join(path.dirname(file), target);
      return !existsSync(linked) || (anchor !== undefined && !anchorsOf(readFileSync(linked, 'utf8')).includes(anchor));
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });

  test('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    const named = [...text.matchAll(/\bnpm run (?:-s )?([\w:]+)/g)].map(([, name = '']) => name);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });
});

/** As GitHub makes them of headings. */
function anchorsOf(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

test('the index of the decisions has every record, under its title, with its date and status', () => {
  const records = [...pages].filter(([file]) => /^docs\/adr\/\d/.test(file));
  const rows = [...pageOf('docs/adr/README.md').matchAll(/^\| \[(.+)\]\((\S+)\) \| (\S+) \| (\S+) \|$/gm)];
  expect(rows.map(([, title, file]) => ({ title, file }))).toEqual(
    records.map(([file, text]) => ({ title: /^# (.+)$/m.exec(text)?.[1], file: path.basename(file) })),
  );
  expect(rows.filter(([, , , date = '', status]) => !/^\d{4}-\d\d-\d\d$/.test(date) || status !== 'accepted')).toEqual([]);
});
