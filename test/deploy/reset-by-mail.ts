import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { storeAccount } from '#lib/dynamo/operator/store-account.ts';
import { parseSettings } from '#lib/settings/settings.ts';
import { sendHttp } from '#test/golden/send-http.ts';
import type { Emulator } from './emulator.ts';

const email = 'deployed@example.com';
const user = '/api/1/services/api/1/user';

/**
 * Resets a password with the deployed API, functions, streams and mail.
 *
 * @param accountsTable the name of the table
 */
export async function resetByMail(emulator: Emulator, apiUrl: string, accountsTable: string): Promise<void> {
  const account = { realm: 'crafter-studio', id: 'deployed.user', username: 'deployed.user', email } as const;
  const state = {
    enabled: true,
    externallyManaged: false,
    tenant: null,
    locale: null,
    details: {},
    createdOn: 0,
    lastModified: 0,
  };
  await storeAccount(parseSettings({ REKEY_ACCOUNTS_TABLE: accountsTable }), { ...account, ...state }, null);

  const path = `${user}/forgot-password.json?username=${account.id}`;
  assert.equal((await sendHttp(apiUrl, { method: 'GET', path })).status, 200);
  const [mail = ''] = await mailsTo(emulator, 1);
  const token = /token=(?:3D)?([\w-]{43})/.exec(mail.replace(/=\r?\n/g, ''))?.[1];
  assert.ok(token, 'the mail must hold a token');

  const body = JSON.stringify({ token, new: 'a pass phrase of mine' });
  const headers = { 'Content-Type': 'application/json' };
  const redeem = () => sendHttp(apiUrl, { method: 'POST', path: `${user}/set-password.json`, headers, body });
  assert.equal((await redeem()).status, 200);
  assert.equal((await redeem()).status, 401, 'a link must work only once');
  const [, notice = ''] = await mailsTo(emulator, 2);
  assert.doesNotMatch(notice, /token=/);
}

async function mailsTo(emulator: Emulator, count: number): Promise<readonly string[]> {
  for (let attempt = 0; attempt < 150; attempt++) {
    const mails = await emulator.mailsTo(email);
    if (mails.length >= count) {
      return mails;
    }
    await setTimeout(200);
  }
  throw new Error(`${count} mails were expected within 30 seconds. The stream does not invoke the mail functions`);
}
