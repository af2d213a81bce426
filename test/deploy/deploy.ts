import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { storeApplication } from '#lib/dynamo/operator/applications.ts';
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
import { isInstalled, startEmulator } from './emulator.ts';
import { resetByMail } from './reset-by-mail.ts';

const assembly = 'build/emulated';
const outputsFile = `${assembly}/outputs.json`;
const outputs = z.object({
  Rekey: z.object({
    ApiUrl: z.string(),
    AccountsTable: z.string(),
    ApplicationsTable: z.string(),
    AdministratorSecret: z.string(),
  }),
});
type Outputs = z.output<typeof outputs>['Rekey'];

if (isInstalled()) {
  await deploy();
} else {
  console.log('Skipped, because ministack, an emulator of AWS, is not installed. To install it: pip install ministack==1.5.33');
}

/** Deploys to an emulator of AWS with the real `cdk deploy`, tests the deployed API and destroys the stack. */
async function deploy(): Promise<void> {
  const emulator = await startEmulator();
  Object.assign(process.env, emulator.environment);
  const cdk = (...arguments_: string[]) =>
    run(process.execPath, ['node_modules/aws-cdk/bin/cdk', ...arguments_], emulator.environment);
  const architecture = process.arch === 'arm64' ? 'arm64' : 'x86_64';
  const context = [`architecture=${architecture}`, 'sandbox=true', 'REKEY_MAIL_FROM=noreply@example.com'];
  try {
    const flags = context.flatMap((each) => ['--context', each]);
    await inTime('cdk synth', () => cdk('synth', '--quiet', '--output', assembly, ...flags));
    console.log(`Changed for the emulator: ${adaptToEmulator(assembly).join(', ') || 'nothing'}`);
    await inTime('cdk bootstrap', () => cdk('bootstrap', '--app', assembly, 'aws://000000000000/us-east-1'));
    await inTime('cdk deploy', () =>
      cdk('deploy', '--app', assembly, '--require-approval', 'never', '--outputs-file', outputsFile),
    );
    const { Rekey } = z.parse(outputs, JSON.parse(readFileSync(outputsFile, 'utf8')));
    const apiId = new URL(Rekey.ApiUrl).hostname.split('.')[0];
    // Some machines do not resolve names below localhost, so this uses the path on which the emulator also serves an API.
    const apiUrl = `${emulator.url}/_aws/execute-api/${apiId}/$default`;
    await inTime('a reset by mail', () => resetByMail(emulator, apiUrl, Rekey.AccountsTable));
    await inTime('smoke', () => smoke(apiUrl, Rekey));
    await inTime('cdk destroy', () => cdk('destroy', '--app', assembly, '--force'));
  } finally {
    emulator.stop();
  }
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
 * Runs a command until it ends.
 *
 * @throws {Error} with the output of the command if it fails
 */
async function run(command: string, arguments_: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  const child = spawn(command, arguments_, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const written: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => written.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => written.push(chunk));
  const [code] = await once(child, 'close');
  if (code !== 0) {
    throw new Error(`${command} ${arguments_.join(' ')} ended with ${code}:\n${Buffer.concat(written)}`);
  }
}
