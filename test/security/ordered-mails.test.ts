import { afterAll, afterEach, beforeAll, beforeEach, expect, jest, test } from '@jest/globals';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { logger } from '#lib/runtime/log.ts';
import { administratorJwt } from '#test/golden/crafter-studio/administrator-jwt.ts';
import * as studio from '#test/golden/crafter-studio/parts.ts';
import { crafterStudio, newPerson, phrase, products } from './products.ts';
import type { Rekey } from './rekey.ts';
import { prepared, settingRoutes } from './setting-routes.ts';
import { startRekey } from './start-rekey.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

const logged: { readonly [field: string]: unknown }[] = [];
beforeEach(() => {
  logged.length = 0;
  jest.spyOn(logger, 'info').mockImplementation((_message, fields) => void logged.push(fields));
});
afterEach(() => {
  jest.restoreAllMocks();
});

/** Counts the lines that order a mail, by the field that the alarm counts, and the lines that settle one. */
function counts(id: (typeof mailFunctions)[number]['id']) {
  const { field, value } = mailFunctions.flatMap((each) => (each.id === id && 'orders' in each ? [each.orders] : []))[0] ?? {
    field: '',
    value: '',
  };
  return {
    ordered: logged.filter((line) => line[field] === value).length,
    settled: logged.filter((line) => line.settled === true && line.function === id).length,
  };
}

test.each(products)(
  'M8 the log of $realm counts each accepted request, and the mailer’s log counts it as settled',
  async (product) => {
    await rekey.send(product.ask(await newPerson(rekey, product)));
    expect(counts('mail/send-reset-link')).toEqual({ ordered: 1, settled: 0 });
    await rekey.deliver();
    expect(counts('mail/send-reset-link')).toEqual({ ordered: 1, settled: 1 });
  },
);

test('M8 the log counts a request that an administrator makes', async () => {
  const { id } = await newPerson(rekey, crafterStudio);
  const headers = { Authorization: `Bearer ${await administratorJwt()}` };
  await rekey.send(studio.resetPassword(id, '{}', headers).request);
  await rekey.deliver();
  expect(counts('mail/send-reset-link')).toEqual({ ordered: 1, settled: 1 });
});

test.each(settingRoutes)(
  'M8 the log of $id counts each new password, and the log of the notices counts it as settled',
  async (route) => {
    const { call } = await prepared(rekey, route);
    await rekey.deliver();
    logged.length = 0;
    expect((await rekey.send(call(phrase))).status).toBe(200);
    expect(counts('mail/send-change-notice')).toEqual({ ordered: 1, settled: 0 });
    await rekey.deliver();
    expect(counts('mail/send-change-notice')).toEqual({ ordered: 1, settled: 1 });
  },
);
