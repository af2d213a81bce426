import { spawnSync } from 'node:child_process';

/** cfn-lint, a Python tool, over the templates in cdk.out. Only where CI runs does it have to be there. */
const { error, status } = spawnSync('cfn-lint', [], { stdio: 'inherit' });

if (error === undefined) {
  process.exit(status ?? 1);
}
const isMissing = 'code' in error && error.code === 'ENOENT';
console.error(
  isMissing ? 'cfn-lint is not installed, so the template was not linted: pip install cfn-lint==1.51.0' : error.message,
);
process.exit(isMissing && process.env.CI !== 'true' ? 0 : 1);
