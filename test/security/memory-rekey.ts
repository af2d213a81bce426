import { jest } from '@jest/globals';
import { localSettings } from '#infra/local/local-environment.ts';
import type { TableId } from '#lib/dynamo/tables.ts';
import type { Mail } from '#lib/reset/ports.ts';
import type { Ports } from '#lib/reset/reach.ts';
import { isProduction } from '#test/credentials.ts';
import { memoryWorld } from '#test/golden/memory-world.ts';
import { type Letter, type Rekey, type SettingVariables, selfServiceTenants, type Touch } from './rekey.ts';

const tableOf: { readonly [port in keyof Ports]?: TableId } = {
  accounts: 'accounts',
  applications: 'applications',
  limits: 'limits',
  mailboxes: 'limits',
  mailNotes: 'resetRequests',
  resetRequests: 'resetRequests',
  resetTokens: 'resetTokens',
  noticeTokens: 'resetTokens',
};
const reads = ['find', 'findByAddress', 'hasAddress', 'servedAccounts', 'notBefore'];

const ownSettings = { REKEY_CRAFTER_PROFILE_SELF_SERVICE: selfServiceTenants };

let lastAddress = 0;

/** Rekey over ports in memory. */
export async function startMemoryRekey(settings: SettingVariables, { demo = !isProduction } = {}): Promise<Rekey> {
  const clock = { now: Date.now() };
  jest.spyOn(Date, 'now').mockImplementation(() => clock.now);
  Object.assign(process.env, { REKEY_PUBLIC_URL: 'http://localhost:3000', REKEY_LOG: 'nothing', ...ownSettings, ...settings });
  const touched: Touch[] = [];
  let away: Parameters<Rekey['outage']>[0] = {};
  const onCall = (port: keyof Ports, verb: string) => {
    const table = tableOf[port];
    if (table !== undefined) {
      touched.push({ table, isWrite: !reads.includes(verb) });
    }
    if (table === undefined ? port === 'mailer' && away.mail : away.tables?.includes(table)) {
      throw serverError();
    }
  };
  const world = memoryWorld({ ...localSettings(), demo }, { onCall });
  return {
    world,
    clock,
    send: (request, address = ++lastAddress) => world.answer(request, address),
    handlerOf: world.handlerOf,
    deliver: world.deliver,
    letters: () => world.memory.mails.splice(0).map(letterOf),
    touched: () => touched.splice(0),
    outage: (what) => {
      away = what;
    },
    stop: async () => {
      jest.restoreAllMocks();
    },
  };
}

/** The error that the SDK throws for an answer of 500. */
function serverError(): Error {
  return Object.assign(new Error('ordered by a test'), { name: 'InternalServerError', $metadata: { httpStatusCode: 500 } });
}

function letterOf({ to, subject, html, text }: Mail): Letter {
  return { to: [to], subject, text: `${text}\n${html}`, token: /[tT]oken(?:Id)?=([\w-]{43})\b/.exec(text)?.[1] ?? '' };
}
