import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { clearStore } from 'aws-ses-v2-local/dist/store.js';
import { type Inbox, startInbox } from '#infra/local/inbox/inbox.ts';
import type { LocalMail } from '#infra/local/inbox/read-mails.ts';
import { sendHttp } from '#test/golden/send-http.ts';

const anyPort = { number: 0, variable: 'INBOX_PORT' };
const link = `http://127.0.0.1:3000/reset-password#token=${'t'.repeat(43)}`;

let folder: string;
let inbox: Inbox;
const told: LocalMail[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rekey-'));
  inbox = await startInbox(anyPort, { folder, startPage: () => 'http://127.0.0.1:3000/', onMail: (mail) => told.push(mail) });
});

afterAll(async () => {
  await inbox.stop();
  await rm(folder, { recursive: true });
});

const get = (path: string) => fetch(`${inbox.url}${path}`);
const page = async (path = '/') => (await get(path)).text();

/** @returns the bytes of the mail */
async function send(subject: string, html = '<p>Hello</p>', text = `Open ${link} now`): Promise<Buffer> {
  const lines = [
    'From: Rekey <a@example.com>',
    'To: b@example.com',
    `Subject: ${subject}`,
    'Content-Type: multipart/alternative;',
    ' boundary=part',
    '',
    '--part',
    'Content-Type: text/plain',
    '',
    text,
    '--part',
    'Content-Type: text/html',
    '',
    html,
    '--part--',
    '',
  ];
  const raw = Buffer.from(lines.join('\r\n'));
  const client = new SESClient({
    endpoint: inbox.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  });
  await client.send(new SendRawEmailCommand({ RawMessage: { Data: raw } }));
  client.destroy();
  return raw;
}

test('an empty inbox says what to do', async () => {
  const html = await page();
  expect(html).toContain('<title>Rekey inbox</title>');
  expect(html).toContain('Ask for a reset link on the <a href="http://127.0.0.1:3000/">start page</a>.');
});

test('the newest mail is open, with its link as a button, and each mail can be opened', async () => {
  await send('First');
  await send('Second');
  const [first] = inbox.rawMails;

  expect(await page()).toMatch(/<title>Second – Rekey inbox<[\s\S]*<h2>Second<\/h2>/);
  expect(await page()).toContain(`<a class="button" href="${link}" target="_blank" rel="noreferrer">Open the link</a>`);
  expect(await page(`/?mail=${first?.id}`)).toContain('<h2>First</h2>');
  expect(await page('/?mail=ses-1')).toContain('<h2>Second</h2>');
});

test('a mail is shown as text with links, as its source and with its headers', async () => {
  expect(await page('/?show=text')).toContain(`<pre>Open <a href="${link}" target="_blank" rel="noreferrer">${link}</a> now`);
  expect(await page('/?show=source')).toContain('Subject: Second\r\nContent-Type: multipart/alternative;\r\n boundary=part');
  expect(await page('/?show=headers')).toContain('<dt>Content-Type</dt><dd>multipart/alternative; boundary=part</dd>');
});

test('nothing in a mail becomes markup of the page, and its HTML runs no script and loads nothing', async () => {
  await send('<img src=x>', '<script>alert(1)</script><p>Hi</p>', '<b>bold</b>');
  const { id } = inbox.rawMails.at(-1) ?? {};
  for (const show of ['html', 'text', 'source', 'headers']) {
    expect(await page(`/?show=${show}`)).not.toMatch(/<img|<b>|<script>alert/);
  }
  const framed = await get(`/mails/${id}/html`);
  const policy = framed.headers.get('content-security-policy');

  expect(await framed.text()).toContain('<p>Hi</p>');
  expect(policy).toMatch(/^sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none';/);
  expect(policy).toContain("frame-ancestors 'self'");
  expect(await page()).toContain('sandbox="allow-popups allow-popups-to-escape-sandbox"');
});

test('the pages load nothing from other origins and cannot be framed', async () => {
  const answer = await get('/');
  const html = await answer.text();
  const files = [...html.matchAll(/(?:src|href)="(\/[^"?]+)"/g)].map(([, path = '']) => path);
  const statuses = await Promise.all(files.map(async (path) => (await get(path)).status));

  expect(answer.headers.get('content-security-policy')).toMatch(
    /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
  );
  expect(html).not.toMatch(/(src|rel="stylesheet" href)="https?:/);
  expect(files).toContain('/inbox.js');
  expect(new Set(statuses)).toEqual(new Set([200]));
});

test('the download is the mail exactly as it was sent', async () => {
  const raw = await send('Third');
  const answer = await get(`/mails/${inbox.rawMails.at(-1)?.id}/eml`);

  expect(answer.headers.get('content-type')).toBe('message/rfc822');
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="ses-\d+\.eml"$/);
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(raw);
});

test('an open page and the terminal hear of a new mail', async () => {
  const events = await get('/events');
  const reader = events.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  await send('Fourth');

  expect(await reader?.read()).toMatchObject({ value: 'event: mails\ndata: changed\n\n' });
  expect(told.at(-1)).toMatchObject({ subject: 'Fourth', to: ['b@example.com'], reset: { link } });
  await reader?.cancel();
});

test('mails are there after a restart, and the list as JSON is the same to the byte', async () => {
  const before = await page('/store');
  const ids = inbox.rawMails.map(({ id }) => id);
  await inbox.stop();
  // In one process the local SES would still know them.
  clearStore();
  inbox = await startInbox(anyPort, { folder });

  expect(await page('/store')).toBe(before);
  expect(inbox.rawMails.map(({ id }) => id)).toEqual(ids);
  expect(inbox.rawMails.at(-1)?.raw.toString()).toContain('Subject: Fourth');
});

test('only the inbox’s own page can delete the mails, and then no restart brings them back', async () => {
  const { host } = new URL(inbox.url);
  const clear = (headers: { [name: string]: string }) => sendHttp(inbox.url, { method: 'POST', path: '/clear', headers });
  for (const refused of [
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-site' },
    { Origin: 'https://evil.example' },
  ]) {
    expect((await clear({ Host: host, ...refused })).status).toBe(403);
  }
  expect((await clear({ Host: 'host.docker.internal' })).status).toBe(403);
  expect(inbox.rawMails).not.toEqual([]);

  const own = { Host: host, Origin: `http://${host}`, 'Sec-Fetch-Site': 'same-origin' };
  expect((await clear(own)).status).toBe(303);
  expect(JSON.parse(await page('/store'))).toMatchObject({ emails: [] });
  await inbox.stop();
  inbox = await startInbox(anyPort, { folder });
  expect(inbox.rawMails).toEqual([]);
});
