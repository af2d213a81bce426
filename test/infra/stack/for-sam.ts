import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { stubCode } from '#infra/doctor/stub-code.ts';
import { containerVariables } from '#infra/sam/container-variables.ts';
import { relay } from '#infra/sam/relay.ts';
import { parseTemplate, samName, templateForSam } from '#infra/sam/template.ts';
import { parseDeployment } from '#infra/stack/deployment.ts';
import { newApp, RekeyStack } from '#infra/stack/rekey-stack.ts';
import { functionIds } from '#lib/function-ids.ts';
import { routes } from '#lib/routes.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { goldenEvents } from '#test/events/golden-events.ts';
import { selfService } from './template.ts';

const variables = containerVariables(parseSettings({ REKEY_DEMO: 'true', REKEY_TRAFFIC_OPS_NAME: 'Ours' }), {
  databaseUrl: 'http://host.docker.internal:8000',
  inboxUrl: 'http://host.docker.internal:8005',
  publicUrl: 'http://127.0.0.1:3001',
});

function synthesise(): string {
  const app = newApp();
  // The CDK command line sets both.
  app.node.setContext('aws:cdk:enable-path-metadata', true);
  app.node.setContext('aws:cdk:enable-asset-metadata', true);
  const deployment = parseDeployment({ REKEY_MAIL_FROM: 'noreply@example.com', ...selfService }, {});
  new RekeyStack(app, { deployment, codeDir: stubCode() });
  return path.join(app.synth().directory, 'Rekey.template.json');
}

const synthesised = synthesise();
const template = templateForSam(parseTemplate(readFileSync(synthesised, 'utf8')), Object.keys(variables));
const functions = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::Lambda::Function');

describe('The template for sam local', () => {
  test('names each function after its file', () => {
    expect(functions.map(({ Metadata }) => Metadata?.SamResourceId).sort()).toEqual(functionIds.map(samName).sort());
  });

  test('declares for each function the variables that point it to the local stack, and keeps its own', () => {
    const { Resources } = parseTemplate(readFileSync(synthesised, 'utf8'));
    for (const [logicalId, { Type, Properties }] of Object.entries(Resources)) {
      if (Type !== 'AWS::Lambda::Function') {
        continue;
      }
      const declared = template.Resources[logicalId]?.Properties?.Environment?.Variables ?? {};
      expect(Object.keys(declared)).toEqual(expect.arrayContaining(Object.keys(variables)));
      expect(declared).toMatchObject(Properties?.Environment?.Variables ?? {});
    }
  });
});

test('The variables of a container are the settings of npm start with the endpoints that the container sees', () => {
  expect(variables).toMatchObject({
    REKEY_DEMO: 'true',
    REKEY_TRAFFIC_OPS_NAME: 'Ours',
    REKEY_ACCOUNTS_TABLE: 'RekeyAccounts',
    REKEY_ADMINISTRATOR_SECRET: 'rekey/administrators',
    REKEY_MAIL_CONFIGURATION_SET: '',
    REKEY_PUBLIC_URL: 'http://127.0.0.1:3001',
    AWS_ENDPOINT_URL_DYNAMODB: 'http://host.docker.internal:8000',
    AWS_ENDPOINT_URL_SES: 'http://host.docker.internal:8005',
    AWS_ENDPOINT_URL_SECRETS_MANAGER: 'http://host.docker.internal:8000',
  });
  expect(parseSettings(variables).publicUrl).toBe('http://127.0.0.1:3001');
});

test('npm run events makes events for every function from the golden exchanges', async () => {
  const events = await goldenEvents();
  expect(new Set([...events.keys()].map((file) => path.dirname(file)))).toEqual(new Set(functionIds));
  expect(events.get('crafter-studio/forgot-password/S1.json')).toMatchObject({
    version: '2.0',
    routeKey: 'GET /api/1/services/api/1/user/forgot-password.json',
    rawQueryString: 'username=jane.doe',
  });
});

test('npm run sam says which tool is missing', () => {
  const withSam = mkdtempSync(path.join(tmpdir(), 'rekey-sam-'));
  writeFileSync(path.join(withSam, 'sam'), '#!/bin/sh\n', { mode: 0o755 });
  const run = (PATH: string) =>
    spawnSync(process.execPath, ['infra/sam/sam.ts'], { env: { ...process.env, PATH }, encoding: 'utf8' });
  expect(run('')).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^sam is not installed\. To install it: pip install aws-sam-cli/),
  });
  expect(run(withSam)).toMatchObject({ status: 1, stderr: expect.stringMatching(/^Docker does not answer/) });
});

const onLinux = process.platform === 'linux' ? test : test.skip;

onLinux('The relay passes what containers send to this machine’s address to a server that listens only on loopback', async () => {
  const server = createServer((_request, response) => response.end('loopback'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const { port } = z.parse(z.object({ port: z.number() }), server.address());
  const relayed = await relay('127.0.0.2', port);
  try {
    expect(await (await fetch(`http://127.0.0.2:${port}`)).text()).toBe('loopback');
    await expect(relay('127.0.0.2', port)).rejects.toThrow(`port ${port} there cannot be used`);
  } finally {
    relayed.close();
    server.close();
    server.closeAllConnections();
  }
});

/** Finds the Python of the `sam` on the path, because that Python has sam's own modules. */
function findSamPython(): string | undefined {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const sam = folders.map((folder) => path.join(folder, 'sam')).find((file) => existsSync(file));
  return sam && /^#!(\S*python\S*)/.exec(readFileSync(sam, 'utf8'))?.[1];
}

const python = findSamPython();
const orSkipped = python === undefined ? test.skip : test;
if (python === undefined) {
  console.warn('Skipped: whether sam reads the template. sam is not installed. To install it: pip install aws-sam-cli');
}

orSkipped('sam’s own provider reads every route and every function of the template', () => {
  const file = path.join(mkdtempSync(path.join(tmpdir(), 'rekey-sam-')), 'sam.template.json');
  writeFileSync(file, JSON.stringify(template));
  const script = path.join(import.meta.dirname, 'sam-provider.py');
  const { stdout, stderr } = spawnSync(python ?? '', [script, file], { encoding: 'utf8' });
  expect({ stderr, ...JSON.parse(stdout || '{}') }).toMatchObject({
    stage: '$default',
    routes: routes.flatMap(({ method, paths }) => paths.map((each) => `${method} ${each}`)).sort(),
    payloads: ['2.0'],
    functions: functionIds.map(samName).sort(),
  });
});
