import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
import { listAccountsWithAddress } from '#lib/dynamo/operator/list-accounts.ts';
import { sha256 } from '#lib/reset/token.ts';
import { secretsManager } from '#lib/secrets/secrets-manager.ts';
import { parseSettings, type Settings } from '#lib/settings/settings.ts';
import { allExchanges } from '#test/golden/all-exchanges.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import { planSmoke } from '#test/smoke/plan-smoke.ts';
import { heading, outcomeLines, summary } from '#test/smoke/print-outcome.ts';
import { type Outcome, runSmoke } from '#test/smoke/run-smoke.ts';
import { adaptToEmulator } from './emulated-assembly.ts';
import { type Emulator, isInstalled, startEmulator } from './emulator.ts';
import { resetByMail } from './reset-by-mail.ts';

/** The files of the deployments under test. */
const folder = path.resolve('build/emulated');
const outputs = z.object({
  ApiUrl: z.string(),
  AccountsTable: z.string(),
  ApplicationsTable: z.string(),
  AdministratorSecret: z.string(),
});
type Outputs = z.output<typeof outputs>;

const common = {
  account: '000000000000',
  region: 'us-east-1',
  architecture: process.arch === 'arm64' ? 'arm64' : 'x86_64',
  sandbox: true,
  REKEY_MAIL_FROM: 'noreply@example.com',
};
/** SES has one identity of a sender, so only the first stack makes it. */
const deployments = {
  first: { ...common, stackName: 'Rekey' },
  second: { ...common, stackName: 'RekeyBeside', mailIdentity: 'existing', REKEY_BRAND_NAME: 'Beside' },
};
type Name = keyof typeof deployments;

if (isInstalled()) {
  await deploy();
} else {
  console.log('Skipped, because ministack, an emulator of AWS, is not installed. To install it: pip install ministack==1.5.33');
}

/** Deploys two stacks to an emulator of AWS with the real `cdk deploy`, tests them, updates one and destroys both. */
async function deploy(): Promise<void> {
  const emulator = await startEmulator();
  Object.assign(process.env, emulator.environment, { DEPLOYMENTS_DIR: folder });
  try {
    await synthesise('first');
    await inTime('cdk bootstrap', () => cdk('bootstrap', '--app', assemblyOf('first'), 'aws://000000000000/us-east-1'));
    const first = await deployStack('first');
    await synthesise('second');
    const second = await deployStack('second');
    assert.notEqual(first.AccountsTable, second.AccountsTable);
    await inTime('a reset by mail', () => resetByMail(emulator, apiUrlOf(emulator, first), first.AccountsTable));
    assert.deepEqual(await accountsIn(first), ['deployed.user']);
    assert.deepEqual(await accountsIn(second), [], 'the stacks must not share a table');
    await inTime('smoke', () => smoke(apiUrlOf(emulator, first), first));

    await synthesise('first', { requestsPerSecond: 500, REKEY_BRAND_NAME: 'Updated' });
    const updated = await deployStack('first');
    assert.deepEqual(updated, first, 'an update must not replace a table, a secret or the API');
    assert.deepEqual(await accountsIn(updated), ['deployed.user'], 'an update must keep the accounts');
    for (const name of ['second', 'first'] as const) {
      await inTime(`cdk destroy of ${name}`, () => cdk('destroy', '--app', assemblyOf(name), '--force'));
    }
  } finally {
    emulator.stop();
  }
}

/** Writes the file of a deployment, and makes the template that `npm run deploy -- --env <name>` makes, adapted to the emulator. */
async function synthesise(name: Name, changes: object = {}): Promise<void> {
  const assembly = assemblyOf(name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, `${name}.json`), JSON.stringify({ ...deployments[name], ...changes }));
  await inTime(`cdk synth of ${name}`, () => cdk('synth', '--env', name, '--quiet', '--output', assembly));
  const changed = adaptToEmulator(assembly, deployments[name].stackName);
  console.log(`Changed for the emulator: ${changed.join(', ') || 'nothing'}`);
}

async function deployStack(name: Name): Promise<Outputs> {
  const assembly = assemblyOf(name);
  const file = path.join(assembly, 'outputs.json');
  await inTime(`cdk deploy of ${name}`, () =>
    cdk('deploy', '--app', assembly, '--require-approval', 'never', '--outputs-file', file),
  );
  return z.parse(outputs, JSON.parse(readFileSync(file, 'utf8'))[deployments[name].stackName]);
}

function assemblyOf(name: Name): string {
  return path.join(folder, name);
}

/** What `npm run deploy`, `synth` and so on run. */
function cdk(...arguments_: string[]): Promise<void> {
  return run(['infra/deployments/cdk.ts', ...arguments_]);
}

/** Some machines do not resolve names below localhost, so this uses the path on which the emulator also serves an API. */
function apiUrlOf({ url }: Emulator, { ApiUrl }: Outputs): string {
  return `${url}/_aws/execute-api/${new URL(ApiUrl).hostname.split('.')[0]}/$default`;
}

async function accountsIn({ AccountsTable }: Outputs): Promise<string[]> {
  const found: string[] = [];
  for await (const { username } of listAccountsWithAddress(parseSettings({ REKEY_ACCOUNTS_TABLE: AccountsTable }))) {
    found.push(username);
  }
  return found;
}

async function smoke(baseUrl: string, { ApiUrl, ApplicationsTable, AdministratorSecret }: Outputs): Promise<void> {
  const settings = parseSettings({
    REKEY_APPLICATIONS_TABLE: ApplicationsTable,
    REKEY_ADMINISTRATOR_SECRET: AdministratorSecret,
  });
  const plan = await planSmoke(
    allExchanges,
    { baseUrl, publicUrl: ApiUrl, isDemo: false, isSamLocal: false, ...(await credentials(settings)) },
    25,
  );
  // API Gateway decodes a percent sign in a path parameter. The emulator does not.
  const chosen = plan.chosen.filter(({ request }) => !request.path.includes('%25'));
  const outcomes: Outcome[] = [];
  for await (const outcome of runSmoke(chosen, (request) => sendHttp(baseUrl, request))) {
    outcomes.push(outcome);
  }
  const failed = outcomes.filter(({ faults }) => faults.length > 0);
  console.log([heading, ...failed.map(outcomeLines), summary(outcomes, plan)].join('\n'));
  if (failed.length > 0) {
    throw new Error('the deployed API does not answer as in the contracts');
  }
}

/** Makes the credentials that an operator would give to the smoke suite. */
async function credentials(settings: Settings) {
  const application = { name: 'smoke-app', accessToken: randomUUID(), resetUrl: 'https://app.example.com/reset' };
  await storeApplication(settings, {
    accessTokenHash: sha256(application.accessToken),
    name: application.name,
    tenantPermissions: [{ tenant: '*', allowedActions: ['*'] }],
    expiresOn: null,
    resetPasswordUrls: [application.resetUrl],
  });
  const [secret] = await secretsManager(settings).administrators();
  return {
    accessToken: application.accessToken,
    application: application.name,
    resetUrl: application.resetUrl,
    administratorToken: await administratorJwt({}, secret),
  };
}

async function inTime<Result>(what: string, work: () => Promise<Result>): Promise<Result> {
  const began = performance.now();
  const result = await work();
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(1)} s`);
  return result;
}

/**
 * Runs a program with this Node until it ends.
 *
 * @throws {Error} with the output of the program if it fails
 */
async function run(arguments_: readonly string[]): Promise<void> {
  const child = spawn(process.execPath, arguments_, { stdio: ['ignore', 'pipe', 'pipe'] });
  const written: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`${arguments_.join(' ')} ended with ${code}:\n${Buffer.concat(written)}`);
  }
}
