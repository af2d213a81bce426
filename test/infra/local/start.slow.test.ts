// It takes seconds because it runs `npm start` itself, as processes that start, end and start again.
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';

const forgotPassword = '/api/1/services/api/1/user/forgot-password.json?username=jane.doe';
const freePorts = { PORT: '0', DYNAMO_PORT: '0', INBOX_PORT: '0' };
const freeDoublePorts = { CRAFTER_PROFILE_PORT: '0', CRAFTER_STUDIO_PORT: '0', TRAFFIC_OPS_PORT: '0' };

type Started = ChildProcessByStdio<null, Readable, Readable>;
const started: Started[] = [];

function start(environment: { [name: string]: string }, file = 'infra/local/start.ts', words: string[] = []): Started {
  const env = { PATH: process.env.PATH, ...freePorts, ...environment };
  const child = spawn(process.execPath, [file, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  started.push(child);
  return child;
}

/** Waits for the first line of the banner. */
async function readyUrl({ stdout }: Started): Promise<string> {
  let printed = '';
  for await (const chunk of stdout.iterator({ destroyOnReturn: false })) {
    printed += chunk;
    const [, url] = /^Rekey is ready on (\S+)\n/.exec(printed) ?? [];
    if (url !== undefined) {
      return url;
    }
  }
  throw new Error(`npm start ended: ${printed}`);
}

async function end(child: Started): Promise<{ code: unknown; message: string; printed: string }> {
  const [message, printed, [code]] = await Promise.all([text(child.stderr), text(child.stdout), once(child, 'exit')]);
  return { code, message, printed };
}

afterEach(() => {
  for (const child of started.splice(0)) {
    child.kill('SIGKILL');
  }
});

test('npm start serves, and Ctrl-C ends it cleanly, even with open connections', async () => {
  const child = start({ AWS_PROFILE: 'somebody', AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' });
  const apiUrl = await readyUrl(child);
  const response = await fetch(`${apiUrl}${forgotPassword}`);

  expect(response.status).toBe(200);
  child.kill('SIGINT');
  expect(await end(child)).toMatchObject({ code: 0, message: '' });
});

test('DATA_DIR keeps the data after a restart, and a second stack with the same folder is refused', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-'));
  const environment = { DATA_DIR: folder, REKEY_MAILS_PER_TOKEN_LIFETIME: '1' };
  const first = start(environment);
  await fetch(`${await readyUrl(first)}${forgotPassword}`);
  const second = await end(start(environment));
  first.kill('SIGTERM');
  const { code, printed: firstLog } = await end(first);
  const third = start(environment);
  await fetch(`${await readyUrl(third)}${forgotPassword}`);
  third.kill('SIGTERM');
  const { printed: thirdLog } = await end(third);

  expect(second).toMatchObject({ code: 1, message: expect.stringMatching(/^Cannot open the database in DATA_DIR\..*\n$/) });
  expect(code).toBe(0);
  expect(firstLog).toContain('"asking":"accepted"');
  expect(thirdLog).toContain('"asking":"throttled"');
  await rm(folder, { recursive: true });
});

test('npm run start:upstream serves in front of its stand-ins, and Ctrl-C ends it cleanly', async () => {
  const child = start(freeDoublePorts, 'infra/local/start-upstream.ts');
  const apiUrl = await readyUrl(child);
  const login = JSON.stringify({ realm: 'traffic-ops', username: 'test', password: 'test-old-pw-1' });
  const answered = await fetch(`${apiUrl}/start/login`, { method: 'POST', body: login });

  expect(await answered.json()).toMatchObject({ isLoggedIn: true });
  child.kill('SIGINT');
  expect(await end(child)).toMatchObject({ code: 0, message: '' });
});

test('npm run dev loads a changed file again, and prints lines for people', async () => {
  const child = start({}, 'infra/local/dev.ts');
  const printed = child.stderr.setEncoding('utf8').iterator({ destroyOnReturn: false });
  const apiUrl = await readyUrl(child);
  const file = 'lib/dialects/crafter-studio/routes.ts';
  const now = new Date();
  await utimes(file, now, now);
  const { value } = await printed.next();

  expect(value).toMatch(/^lib\/dialects\/crafter-studio\/routes\.ts changed\. Loaded in \d+ ms\.\n$/);
  const answers = await Promise.all([fetch(`${apiUrl}${forgotPassword}`), fetch(`${apiUrl}/`)]);
  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  const log = child.stdout.iterator({ destroyOnReturn: false });
  let lines = '';
  for await (const chunk of log) {
    lines += chunk;
    if (/ {2}mail for jane\.doe@example\.com → http:\S+\n/.test(lines)) {
      break;
    }
  }
  expect(lines).toMatch(/^\d\d:\d\d:\d\d {2}200 {2}crafter-studio\/forgot-password {2}\d+ ms {2}asking accepted$/m);
});

test('--json prints only lines of JSON, and an option that there is not is refused', async () => {
  const [child, refused] = [start({}, 'infra/local/start.ts', ['--json']), end(start({}, 'infra/local/start.ts', ['--jsno']))];
  const { value } = await child.stdout.iterator({ destroyOnReturn: false }).next();

  expect(JSON.parse(value)).toMatchObject({ level: 'INFO', message: 'ready', apiUrl: expect.stringMatching(/^http:/) });
  expect(await refused).toEqual({
    code: 1,
    message: "error: unknown option '--jsno'\n(Did you mean --json?)\n(add --help for usage)\n",
    printed: '',
  });
});

test('a port in use is one clear line', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  const address = other.address();
  const port = typeof address === 'object' ? `${address?.port}` : '';
  const variables = ['PORT', 'INBOX_PORT', 'TRAFFIC_OPS_PORT'];
  const ends = await Promise.all(
    variables.map((variable) => end(start({ ...freeDoublePorts, [variable]: port }, 'infra/local/start-upstream.ts'))),
  );

  expect(ends).toEqual(
    variables.map((variable) => ({
      code: 1,
      message: `Port ${port} is already in use. Set ${variable} to another port.\n`,
      printed: '',
    })),
  );
  other.close();
});

test('unusable settings and ports are named, without a stack trace', async () => {
  const [settings, port] = await Promise.all(
    [{ REKEY_MAILS_PER_TOKEN_LIFETIME: '0', REKEY_BCRYPT_COST: '99' }, { PORT: '70000' }].map((environment) =>
      end(start(environment)),
    ),
  );

  expect(settings).toEqual({
    code: 1,
    message: expect.stringMatching(/^These settings are not usable:\n {2}REKEY_\w+ must be .*\n {2}REKEY_\w+ must be .*\n$/),
    printed: '',
  });
  expect(port).toEqual({ code: 1, message: 'PORT must be a port number from 0 to 65535.\n', printed: '' });
});

test('SECRETS_FILE replaces a secret of the demo, and an unusable file is one clear line without its contents', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'rekey-'));
  const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
  await writeFile(good, JSON.stringify({ 'rekey/administrators': 'a secret of the administrators from a file' }));
  await writeFile(bad, 'a secret of the administrators from a file');
  const [refused, apiUrl] = await Promise.all([end(start({ SECRETS_FILE: bad })), readyUrl(start({ SECRETS_FILE: good }))]);
  const minted = await fetch(`${apiUrl}/start/administrator-token`, { method: 'POST' });
  const { token } = JSON.parse(await minted.text());
  const [header, claims, signature] = `${token}`.split('.');
  const expected = createHmac('sha256', 'a secret of the administrators from a file').update(`${header}.${claims}`);

  expect(refused).toEqual({ code: 1, message: expect.stringMatching(/^SECRETS_FILE must be a JSON file .*\n$/), printed: '' });
  expect(signature).toBe(expected.digest('base64url'));
  await rm(folder, { recursive: true });
});
