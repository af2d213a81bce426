import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { crafterProfile, crafterStudio, newPerson } from '#test/security/products.ts';
import type { Rekey } from '#test/security/rekey.ts';
import { startRekey } from '#test/security/start-rekey.ts';
import { callsOfPages } from './calls-of-pages.ts';

let rekey: Rekey;
beforeAll(async () => {
  rekey = await startRekey();
});
afterAll(() => rekey.stop());

const ask = callsOfPages['page/ask-for-link'];
const firefox = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:143.0) Gecko/20100101 Firefox/143.0';

/** The text of the mail to a new person of Crafter Studio who asks on the page. */
async function mailAfter(zone: string | null, userAgent: string): Promise<string> {
  const { id: identifier } = await newPerson(rekey, crafterStudio);
  const body = `${new URLSearchParams({ realm: 'crafter-studio', identifier, ...(zone !== null && { zone }) })}`;
  const answer = await rekey.send({ ...ask, headers: { ...ask.headers, 'user-agent': userAgent }, body });
  expect(answer.status).toBe(200);
  return onlyLetter();
}

async function onlyLetter(): Promise<string> {
  await rekey.deliver();
  const letters = await rekey.letters();
  expect(letters).toHaveLength(1);
  return letters[0]?.text.replace(/\s+/g, ' ') ?? '';
}

test('the mail has its times in the zone of the browser that asked, and names the browser', async () => {
  const mail = await mailAfter('Asia/Kolkata', firefox);
  expect(mail).toMatch(/on \d+ \w+ \d{4} at \d\d:\d\d GMT\+5:30 to reset/);
  expect(mail).toMatch(/expires in 1 hour \(on \d+ \w+ \d{4} at \d\d:\d\d GMT\+5:30\)/);
  expect(mail).toContain('The request was made with Firefox on Windows.');
});

test.each([null, '', 'Europe/Nowhere', 'x'.repeat(5_000), '<b>evil.example</b>'])(
  'a form that names the time zone %j is accepted, and its mail has times in UTC',
  async (zone) => {
    expect(await mailAfter(zone, firefox)).toMatch(/expires in 1 hour \(on \d+ \w+ \d{4} at \d\d:\d\d UTC\)/);
  },
);

test('M4 no word of a header that says anything gets into the mail', async () => {
  const mail = await mailAfter(
    'Europe/Berlin',
    'Call +1 555 0100 at once (Windows NT; https://evil.example) Firefox/1 <b>Locked</b>',
  );
  expect(mail).toContain('The request was made with Firefox on Windows.');
  expect(mail).not.toMatch(/555|evil|Locked|at once/);
  expect(await mailAfter(null, 'Your account is locked, open https://evil.example')).not.toMatch(/made with|evil|locked/);
});

test('a call of an application says nothing about the device of a person', async () => {
  const person = await newPerson(rekey, crafterProfile);
  const request = crafterProfile.ask(person);
  await rekey.send({ ...request, headers: { ...request.headers, 'user-agent': firefox } });
  const mail = await onlyLetter();
  expect(mail).toContain('UTC');
  expect(mail).not.toContain('made with');
});
