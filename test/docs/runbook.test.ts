import { expect, test } from '@jest/globals';
import { pageOf, shellBlocksOf } from './pages.ts';

test('the runbook has no script: each of its shell blocks is one line, and no command is longer than a line', () => {
  const scripts = shellBlocksOf('docs/runbook.md').map(({ script }) => script.trim());
  expect(scripts.filter((script) => script.includes('\n') || script.includes('$('))).toEqual([]);
  expect(pageOf('docs/runbook.md')).not.toMatch(/`wrong |\$STACK/);
  const commands = [...pageOf('docs/runbook.md').matchAll(/`((?:admin|aws) [^`]+)`/g)].map(([, code = '']) =>
    code.replace(/\s+/g, ' '),
  );
  expect(commands.length).toBeGreaterThan(50);
  expect(commands.filter((command) => command.length > 130 || /[|;&$]/.test(command))).toEqual([]);
});
