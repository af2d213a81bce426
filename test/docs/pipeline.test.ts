import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { parse } from 'yaml';
import * as z from 'zod/mini';
import { inOneLine } from './pages.ts';

const read = (file: string) => readFileSync(`docs/pipeline/${file}`, 'utf8');

const step = z.looseObject({ run: z.optional(z.string()), uses: z.optional(z.string()), if: z.optional(z.string()) });
const job = z.looseObject({
  needs: z.optional(z.string()),
  uses: z.optional(z.string()),
  with: z.optional(z.record(z.string(), z.unknown())),
  steps: z.optional(z.array(step)),
});
const workflow = z.looseObject({ permissions: z.record(z.string(), z.string()), jobs: z.record(z.string(), job) });

const stages = z.parse(workflow, parse(read('deploy.yml')));
const one = z.parse(workflow, parse(read('deploy-one.yml')));
const steps = one.jobs.deploy?.steps ?? [];
const commands = steps.flatMap(({ run }) => run ?? []);

test('the stages follow each other, and production waits for a plan of its own stack', () => {
  expect(Object.entries(stages.jobs).map(([name, { needs }]) => [name, needs])).toEqual([
    ['staging', undefined],
    ['plan', 'staging'],
    ['production', 'plan'],
  ]);
  expect(stages.jobs.plan?.with).toMatchObject({ name: 'production', 'only-plan': true });
  expect(stages.jobs.production?.with).toEqual({ name: 'production', environment: 'production' });
  expect(Object.values(stages.jobs).map(({ uses }) => uses)).toEqual(Array(3).fill('./.github/workflows/deploy-one.yml'));
});

test('every command of npm that the pipeline runs exists', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
  const named = commands.flatMap((command) => [...command.matchAll(/npm run ([\w:]+)/g)].map(([, name = '']) => name));
  expect(named).toEqual(['doctor', 'diff', 'deploy', 'smoke']);
  expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
});

test('only the deployment and the test after it are left out of a plan', () => {
  const conditional = steps.filter((each) => each.if !== undefined);
  for (const { if: condition } of conditional) {
    expect(condition).toContain('{ !inputs.only-plan }');
  }
  expect(conditional.map(({ run = '' }) => /npm run (\w+)/.exec(run)?.[1])).toEqual(['deploy', 'smoke']);
});

test('the pipeline has no long-lived key, and may only read the repository', () => {
  expect(stages.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
  expect(one.permissions).toEqual(stages.permissions);
  expect(read('deploy.yml') + read('deploy-one.yml')).not.toContain('secrets.');
});

const statement = z.object({
  Effect: z.literal('Allow'),
  Action: z.union([z.string(), z.array(z.string())]),
  Resource: z.union([z.string(), z.array(z.string())]),
});
const policy = z.object({ Version: z.literal('2012-10-17'), Statement: z.array(z.looseObject(statement.shape)) });

test('the role takes the bootstrap’s roles and otherwise only reads', () => {
  const { Statement } = z.parse(policy, JSON.parse(read('deploy-role.json')));
  const assumed = Statement.filter(({ Action }) => Action === 'sts:AssumeRole').flatMap(({ Resource }) => Resource);
  expect(assumed.map((arn) => /^arn:aws:iam::\d{12}:role\/cdk-hnb659fds-([a-z-]+)-role-\d{12}-\*$/.exec(arn)?.[1])).toEqual([
    'deploy',
    'file-publishing',
    'lookup',
  ]);
  const others = Statement.filter(({ Action }) => Action !== 'sts:AssumeRole').flatMap(({ Action }) => Action);
  expect(others.length).toBeGreaterThan(5);
  expect(others.filter((action) => !/^[a-z0-9-]+:(Describe|Get|List)[A-Za-z]+$/.test(action))).toEqual([]);
});

test('the role may do everything that the doctor asks AWS', () => {
  const source = ['account', 'domain', 'mail', 'names', 'stack'].map((name) =>
    readFileSync(`infra/doctor/check-${name}.ts`, 'utf8'),
  );
  const asked = [...source, readFileSync('infra/doctor/deployed-stack.ts', 'utf8')].flatMap((text) => [
    ...[...text.matchAll(/new (\w+)Command\(/g)].map(([, name = '']) => name),
    ...[...text.matchAll(/paginate(\w+)\(/g)].map(([, name = '']) => name),
  ]);
  const allowed = read('deploy-role.json');
  // AWS answers this one to everybody who has credentials.
  expect(asked.filter((name) => name !== 'GetCallerIdentity' && !allowed.includes(`:${name}"`))).toEqual([]);
  expect(asked.length).toBeGreaterThan(6);
  expect(allowed).toContain('"ses:GetAccount"');
});

test('only the environments of the repository may take the role', () => {
  const trust = JSON.parse(read('trust-policy.json')).Statement[0];
  const { 'token.actions.githubusercontent.com:aud': audience, 'token.actions.githubusercontent.com:sub': subjects } =
    trust.Condition.StringEquals;
  expect(audience).toBe('sts.amazonaws.com');
  const environments = ['plan', 'production'].map((name) => stages.jobs[name]?.with?.environment);
  expect(subjects).toEqual(environments.map((name) => `repo:example/rekey:environment:${name}`));
});

test('docs/pipeline.md names every command and every variable', () => {
  const page = inOneLine('docs/pipeline.md');
  for (const name of ['npm ci', 'npm run doctor', 'npm run diff', 'npm run deploy', 'npm run smoke']) {
    expect(page).toContain(`\`${name}\``);
  }
  for (const [, variable = ''] of read('deploy-one.yml').matchAll(/vars\.(\w+)/g)) {
    expect(page).toContain(`\`${variable}\``);
  }
});
