import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { afterEach, describe, expect, test } from '@jest/globals';
import { isPwned, PwnedPasswordsUnavailable } from '#lib/passwords/ask-pwned-passwords.ts';
import { logOf } from '#test/security/log-of.ts';

const password = 'correct horse battery staple';
const digest = createHash('sha1').update(password).digest('hex').toUpperCase();
const [prefix, rest] = [digest.slice(0, 5), digest.slice(5)];
const other = `${'0'.repeat(35)}:7`;

let server: Server | undefined;
afterEach(() => {
  server?.closeAllConnections();
  server?.close();
  server = undefined;
});

/** Starts a stand-in for the service. */
async function standIn(listener: RequestListener): Promise<string> {
  const started = createServer(listener);
  server = started;
  await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
  const address = started.address();
  return `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
}

const answering = (body: string, status = 200) => standIn((_, response) => response.writeHead(status).end(body));

describe('W1 Have I Been Pwned', () => {
  test('gets five digits of the SHA-1 and nothing else of the password', async () => {
    const received: IncomingMessage[] = [];
    const origin = await standIn((request, response) => {
      received.push(request);
      response.end(`${other}\r\n${rest}:42`);
    });
    expect(await isPwned(password, 'fail-closed', origin)).toBe(true);
    expect(received.map(({ method, url }) => [method, url])).toEqual([['GET', `/range/${prefix}`]]);
    expect(received[0]?.headers['add-padding']).toBe('true');
    expect(JSON.stringify(received[0]?.rawHeaders)).not.toContain(rest.slice(0, 6));
  });

  test.each([
    ['it does not name', other],
    ['it names as padding', `${rest}:0\r\n${other}`],
  ])('lets a password pass that %s', async (_, body) => {
    expect(await isPwned(password, 'fail-closed', await answering(body))).toBe(false);
  });

  const faults: readonly [string, () => Promise<string>][] = [
    ['refuses the connection', async () => 'http://127.0.0.1:1'],
    ['answers 503', () => answering('busy', 503)],
    ['answers 429', () => answering('', 429)],
    ['redirects', () => standIn((_, response) => response.writeHead(302, { Location: 'http://127.0.0.1:1/' }).end())],
    ['answers with the page of a proxy', () => answering('<html>Sign in to the network</html>')],
    ['answers with nothing', () => answering('')],
    ['ends the connection', () => standIn((request) => request.socket.destroy())],
    ['sends over 1 MiB', () => answering(`${other}\r\n`.repeat(60_000))],
  ];

  test('waits no longer than the time-out for a service that never answers', async () => {
    const { REKEY_PATIENCE } = process.env;
    process.env.REKEY_PATIENCE = '0.02';
    try {
      const origin = await standIn(() => undefined);
      expect(await isPwned(password, 'fail-open', origin)).toBe(false);
      await expect(isPwned(password, 'fail-closed', origin)).rejects.toThrow(PwnedPasswordsUnavailable);
    } finally {
      process.env.REKEY_PATIENCE = REKEY_PATIENCE ?? '';
    }
  });

  test.each(faults)('fails open or closed, as the setting says, if it %s', async (_, start) => {
    const origin = await start();
    const lines = await logOf(async () => {
      expect(await isPwned(password, 'fail-open', origin)).toBe(false);
      await expect(isPwned(password, 'fail-closed', origin)).rejects.toThrow(PwnedPasswordsUnavailable);
    });
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${password}|${prefix}|${rest}`));
  });
});
