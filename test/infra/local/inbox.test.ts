import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { expect, test } from '@jest/globals';
import { startInbox } from '#infra/local/inbox/inbox.ts';
import { sendHttp } from '#test/golden/send-http.ts';

const ses = (endpoint: string) =>
  new SESClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });

test('the inbox keeps every mail exactly as it was sent, and lists it', async () => {
  const inbox = await startInbox({ number: 0, variable: 'INBOX_PORT' });
  const raw = Buffer.from(
    'From: a@example.com\r\nTo: b@example.com\r\nSubject: Hello\r\nX-Odd: \xff+&=\r\n\r\nbody\r\n',
    'latin1',
  );
  const Destinations = ['b@example.com', 'c@example.com'];
  const client = ses(inbox.url);
  await client.send(new SendRawEmailCommand({ RawMessage: { Data: raw }, Destinations, Source: 'a@example.com' }));

  expect(inbox.rawMails).toMatchObject([{ raw, destinations: Destinations, source: 'a@example.com' }]);
  const store = await (await fetch(`${inbox.url}/store`)).json();
  expect(store).toMatchObject({ emails: [{ subject: 'Hello', destination: { to: ['b@example.com'] } }] });
  client.destroy();
  await inbox.stop();
});

test('a mail that SES refuses is not kept', async () => {
  const inbox = await startInbox({ number: 0, variable: 'INBOX_PORT' });
  const client = ses(inbox.url);
  const nobody = client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from('Subject: nobody\r\n\r\n') } }));

  await expect(nobody).rejects.toThrow();
  expect(inbox.rawMails).toEqual([]);
  client.destroy();
  await inbox.stop();
});

test('a port in use is an error that names the port and its variable', async () => {
  const inbox = await startInbox({ number: 0, variable: 'INBOX_PORT' });
  const number = Number(new URL(inbox.url).port);

  await expect(startInbox({ number, variable: 'INBOX_PORT' })).rejects.toThrow(
    `Port ${number} is already in use. Set INBOX_PORT to another port.`,
  );
  await inbox.stop();
});

test('only this machine can read mails, and a function in a container can send them', async () => {
  const inbox = await startInbox({ number: 0, variable: 'INBOX_PORT' });
  const { host, port } = new URL(inbox.url);
  const statusOf = async (method: 'GET' | 'POST', path: string, headers = {}) =>
    (await sendHttp(inbox.url, { method, path, headers })).status;
  const sameSite = { Host: host, 'Sec-Fetch-Site': 'same-site' };
  const fromPage = { Host: `localhost:${port}`, Origin: `http://localhost:${port}` };
  const rebound = { Host: `evil.example:${port}` };
  const container = { Host: `host.docker.internal:${port}` };

  expect(await statusOf('GET', '/', sameSite)).toBe(200);
  expect(await statusOf('GET', '/store', { Host: `[::1]:${port}` })).toBe(200);
  expect(await statusOf('POST', '/clear-store', fromPage)).toBe(200);
  expect(await statusOf('GET', '/store', rebound)).toBe(403);
  expect(await statusOf('GET', '/', { Host: '127.0.0.1' })).toBe(403);
  expect(await statusOf('POST', '/clear-store', { ...rebound, Origin: `http://evil.example:${port}` })).toBe(403);
  expect(await statusOf('POST', '/clear-store', { Host: host, Origin: 'https://evil.example' })).toBe(403);
  expect(await statusOf('GET', '/store', container)).toBe(403);
  expect(await statusOf('POST', '/clear-store', container)).toBe(200);
  await inbox.stop();
});
