import { afterEach, describe, expect, test } from '@jest/globals';
import { refuseOtherSites } from '#lib/http/refuse-other-sites.ts';
import { RequestError } from '#lib/http/request-error.ts';
import { refuse } from '#lib/page/refuse.ts';
import { ResetError } from '#lib/reset/errors.ts';
import { eventOf } from '#test/golden/send-event.ts';
import { callsOfPages } from './calls-of-pages.ts';

const ask = callsOfPages['page/ask-for-link'];
const missing = new RequestError('body-refused', { name: 'identifier', problem: 'is missing', isMissing: true });
const wrong = new RequestError('body-refused', { name: 'identifier', problem: 'must name an account', isMissing: false });

/** What the page answers to a form with this body that was sent to this path. */
async function answerTo(
  failure: unknown,
  { path = '/forgot-password', body = '', language = 'en', routeId = 'page/ask-for-link' } = {},
) {
  const event = eventOf({ ...ask, path, body, headers: { ...ask.headers, 'accept-language': language } }, 1);
  return refuse(failure, { routeId, requestId: 'request', event });
}

const faultsIn = (body: string | undefined) =>
  [...(body ?? '').matchAll(/<span class="fault"[^>]*>(.*?)<\/span>/g)].map(([, fault]) => fault);
const radiosIn = (body: string | undefined) => body?.match(/<input type="radio"[^>]*>/g) ?? [];

const formerLanguage = process.env.REKEY_LANGUAGE;
afterEach(() => {
  if (formerLanguage === undefined) {
    delete process.env.REKEY_LANGUAGE;
  } else {
    process.env.REKEY_LANGUAGE = formerLanguage;
  }
});

// Settings that were read once stay, so the wrong settings come first.
test('with wrong settings the page still says that something went wrong', async () => {
  process.env.REKEY_LANGUAGE = 'a language that does not exist';
  const { status, body } = await answerTo(new Error('a defect'), { language: '' });
  expect(status).toBe(500);
  expect(body).toContain('<h1>Something went wrong</h1>');
});

test('a reader whose language there is no page in reads the language of the settings', async () => {
  process.env.REKEY_LANGUAGE = 'it';
  const { headers } = await answerTo(new Error('a defect'), { language: 'xx' });
  expect(headers?.['Content-Language']).toBe('it');
});

describe('a form with a fault', () => {
  const noProduct = 'Choose which account this is for.';
  const noName = 'Enter your username.';
  const badName = 'A username has no spaces and at most 255 characters. Check what you entered.';
  const noAddress = 'Enter your full email address, like name@example.com.';

  test.each([
    ['no product and no name', missing, 'identifier=', noProduct, 'Enter your username or email address.'],
    ['no product', missing, 'identifier=jane', noProduct],
    ['a product that the page does not offer', wrong, 'realm=crafter-profile&identifier=jane', noProduct],
    ['no username', missing, 'realm=crafter-studio&identifier=', noName],
    ['only blanks for a username', missing, 'realm=crafter-studio&identifier=+', noName],
    ['no field for a username', wrong, 'realm=crafter-studio', noName],
    ['a username that cannot exist', wrong, 'realm=crafter-studio&identifier=jane+doe', badName],
    ['no address', missing, 'realm=traffic-ops&identifier=', noAddress],
    ['a text that is not an address', wrong, 'realm=traffic-ops&identifier=jane', noAddress],
  ])('with %s comes back with what is wrong', async (_, failure, sent, ...faults) => {
    const { status, body } = await answerTo(failure, { body: sent });
    expect({ status, faults: faultsIn(body) }).toEqual({ status: 400, faults });
  });

  test('comes back as it was filled in', async () => {
    const { body } = await answerTo(wrong, { body: 'realm=traffic-ops&identifier=%3Cjane%3E' });
    expect(body).toContain('value="&lt;jane&gt;"');
    expect(radiosIn(body).filter((radio) => radio.includes(' checked'))).toEqual([expect.stringContaining('traffic-ops')]);
  });

  test('has its first values if it names a field twice', async () => {
    const twice = 'realm=traffic-ops&realm=crafter-studio&identifier=first&identifier=second';
    const { body } = await answerTo(wrong, { body: twice });
    expect(faultsIn(body)).toEqual([noAddress]);
    expect(body).toContain('value="first"');
  });

  test('stays the form of the one product that its address names, first if it names two', async () => {
    const path = '/forgot-password?realm=traffic-ops&realm=crafter-studio';
    const { body } = await answerTo(wrong, { path, body: 'realm=traffic-ops&identifier=jane' });
    expect(radiosIn(body)).toEqual([]);
    expect(body).toContain('action="?realm=traffic-ops"');
  });

  test('that cannot be read a second time comes back empty', async () => {
    const { status, body } = await answerTo(wrong, { body: `identifier=${'x'.repeat(20_000)}` });
    expect({ status, faults: faultsIn(body) }).toEqual({
      status: 400,
      faults: [noProduct, 'Enter your username or email address.'],
    });
    expect(body).toContain('value=""');
  });
});

test.each([
  ['filled in', 'realm=crafter-studio&identifier=jane', 'value="jane"'],
  ['empty', '', 'value=""'],
])(
  'M7 the form of another site comes back %s and without a fault, so that its reader can send it from here',
  async (_, sent, field) => {
    const failure = await Promise.resolve()
      .then(() => refuseOtherSites((name) => (name === 'sec-fetch-site' ? 'cross-site' : '')))
      .catch((error: unknown) => error);
    const { status, body } = await answerTo(failure, { body: sent });
    expect({ status, faults: faultsIn(body) }).toEqual({ status: 403, faults: [] });
    expect(body).toContain(field);
    expect(body).toContain('<title>Forgot your password?</title>');
  },
);

test.each([
  [400, new RequestError('body-unreadable', { problem: 'the body is not UTF-8' })],
  [413, new RequestError('body-too-large', null)],
])('what cannot be read is answered with %i, the reason, and the way back to its form', async (expected, failure) => {
  const { status, body } = await answerTo(failure, { path: '/forgot-password?realm=traffic-ops' });
  expect(status).toBe(expected);
  expect(body).toContain('<h1>Something went wrong</h1>');
  expect(body).toContain('<p>We could not read what you sent. Go back and try again.</p>');
  expect(body).toContain('href="?realm=traffic-ops"');
});

test.each([
  [1, '1 minute'],
  [60, '1 minute'],
  [61, '2 minutes'],
])('after too many requests, %i seconds to wait are announced as %s', async (retryAfterSeconds, wait) => {
  const { status, headers, body } = await answerTo(new ResetError('too-many-requests', { retryAfterSeconds }));
  expect({ status, retryAfter: headers?.['Retry-After'] }).toEqual({ status: 429, retryAfter: `${retryAfterSeconds}` });
  expect(body).toContain('<h1>Too many requests</h1>');
  expect(body).toContain(`Try again in <bdi>${wait}</bdi>.`);
});

test('an outage is our fault, and the page says so and leads back to the form', async () => {
  const { status, body } = await answerTo(new Error('the table of jane@example.com'));
  expect(status).toBe(500);
  expect(body).toContain('<p>The problem is on our side. Try again in a moment.</p>');
  expect(body).toContain('href="?"');
  expect(body).not.toContain('jane');
});

test.each([
  ['the page itself', { pathParameters: {} }, 'forgot-password'],
  ['the page whose event has no path parameters', {}, 'forgot-password'],
  ['a page one level down', { pathParameters: { rest: 'x' } }, '../forgot-password'],
  ['a page three levels down', { pathParameters: { rest: 'x/y/z' } }, '../../../forgot-password'],
])('%s of the reset link leads to the form that stands beside the reset page', async (_, given, address) => {
  const { pathParameters: _none, ...event } = eventOf(callsOfPages['page/reset-password'], 1);
  const { body } = await refuse(new Error('a defect'), {
    routeId: 'page/reset-password',
    requestId: 'x',
    event: { ...event, ...given },
  });
  expect(body).toContain(`href="${address}"`);
});
