import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { followedPages, pages, shellBlocksOf } from './pages.ts';

const blocks = [...pages.keys()].flatMap(shellBlocksOf);

test('every shell block of every page is valid bash', () => {
  const faults = blocks.flatMap(({ file, line, script }) => {
    const { status, stderr } = spawnSync('bash', ['-n'], { input: script, encoding: 'utf8' });
    return status === 0 ? [] : [`${file}:${line} ${stderr}`];
  });
  expect(faults).toEqual([]);
});

test('every shell block is marked as one: no fence without a language, no indented one', () => {
  const fences = [...pages].flatMap(([file, text]) =>
    [...text.matchAll(/^ *```(\w*)\n[\s\S]*?^ *```$/gm)].map(([, language]) => `${file}: ${language}`),
  );
  expect(fences.filter((fence) => !/: (sh|text|js|yaml|nginx|mermaid)$/.test(fence))).toEqual([]);
  const outside = [...pages].map(([file, text]) => [file, text.replace(/^( *)```[\s\S]*?^\1```$/gm, '')] as const);
  const indented = outside.flatMap(([file, text]) =>
    [...text.matchAll(/(?<=\n\n) {4,}\S.*$/gm)].map(([line]) => `${file}: ${line}`),
  );
  expect(indented).toEqual([]);
});

test('a block that no test runs says why', () => {
  const others = blocks.filter(({ file, notRun }) => notRun === null && !followedPages.some((page) => page === file));
  expect(others).toEqual([]);
});

test('these blocks cannot run in the tests', () => {
  const counts = Map.groupBy(
    blocks.filter(({ notRun }) => notRun !== null),
    ({ file, notRun }) => `${file}: ${notRun}`,
  );
  expect(Object.fromEntries([...counts].map(([key, found]) => [key, found.length]))).toEqual({
    'README.md: the test starts this stack itself': 1,
    'README.md: it would run the test that runs the blocks': 1,
    'docs/beside-crafter-profile.md: needs a Crafter Profile': 4,
    'docs/beside-crafter-profile.md: needs an AWS account': 2,
    'docs/beside-crafter-studio.md: needs a Crafter Studio': 4,
    'docs/beside-traffic-ops.md: needs a Traffic Ops': 3,
    'docs/beside-your-product.md: needs an AWS account': 3,
    'docs/deploying.md: needs an AWS account': 24,
    'docs/developing.md: needs a deployed stack': 1,
    'docs/developing.md: needs Docker and the SAM CLI': 1,
    'docs/developing.md: needs a Crafter Studio': 4,
    'docs/developing.md: needs a Crafter Profile': 1,
    'docs/front.md: needs a deployed stack behind a proxy': 1,
    'docs/front.md: needs an AWS account': 1,
    'docs/front.md: it makes a secret': 1,
    'docs/developing.md: needs Maven and a JDK': 1,
    'docs/importing-accounts.md: needs Studio’s database': 1,
    'docs/performance.md: needs an AWS account': 1,
    'docs/operating.md: needs an AWS account': 6,
    'docs/operating.md: no mail of the local stack bounces': 1,
    'docs/operating.md: the local stack keeps the accounts itself': 1,
    'docs/pipeline.md: needs an AWS account': 1,
    'docs/runbook.md: needs an AWS account': 1,
  });
});
