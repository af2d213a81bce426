import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import {
  internalServerError,
  loggedIn,
  plainCookie,
  postReset,
  postToken,
  refused,
  sentTo,
  versions,
  versionUnknown,
} from './messages.ts';
import { operator } from './world.ts';

const route = 'traffic-ops/reset-password';
const notOneAddress = refused(400, 'Malformed request: email must be one mail address');

/** One address. Each `given` puts its account in another state, and the expected answers are one and the same object. */
const neutral = { route, request: postReset({ email: 'somebody@example.com' }), response: sentTo('somebody@example.com') };
const storing = (state: object) => async (world: World) => {
  await world.storeAccount({ ...operator('somebody'), ...state });
  return {};
};

const neutralAnswers: Exchange[] = [
  { ...neutral, title: 'T2 an address that no account has' },
  { ...neutral, title: 'T1 the same address, which an account has now', given: storing({}) },
  { ...neutral, title: 'T1 the same address of a disabled account', given: storing({ enabled: false }) },
  { ...neutral, title: 'T1 the same address of an externally managed account', given: storing({ externallyManaged: true }) },
  { ...neutral, title: 'T1 the same address above the limit of the account', given: storing({}) },
];

const addresses: Exchange[] = [
  ['a display name', 'Foo Bar <test@example.com>', 'test@example.com'],
  ['a quoted display name', '"Foo" <test@example.com>', 'test@example.com'],
  ['a quoted display name that is an address', '"other@example.com" <test@example.com>', 'test@example.com'],
  ['only angle brackets', '<test@example.com>', 'test@example.com'],
  ['blanks around it', '  test@example.com\t', 'test@example.com'],
  ['a line break after it', 'test@example.com\r\n', 'test@example.com'],
  ['invisible characters from a paste', '\ufeff\u200b\u00a0test@example.com\u200e\u2028', 'test@example.com'],
  ['a name before it and a line break after it', 'Foo <test@example.com>\u200b\n', 'test@example.com'],
  ['a zero-width space inside', 'te\u200bst@example.com', null],
  ['a line break inside', 'test@exam\nple.com', null],
  ['another letter case, which is echoed', 'TEST@Example.COM', 'TEST@Example.COM'],
  ['letters beyond ASCII, which are echoed', 'jürgen@bücher.example', 'jürgen@bücher.example'],
  ['an apostrophe', "o'neill@example.com", "o'neill@example.com"],
  ['HTML, echoed as JSON text', '<script>&@example.com', null],
  ['a percent-encoded line break, which does not count as a line break', 'test%0d%0a@example.com', 'test%0d%0a@example.com'],
].map(([what, email, address]) => ({
  title: `${address === null ? 'T3' : 'T1'} an address with ${what}`,
  route,
  request: postReset({ email }),
  response: address ? sentTo(address) : notOneAddress,
}));

const malformed: Exchange[] = [
  ['absent', {}, 'is missing'],
  ['null', { email: null }, 'must be a string'],
  ['a number', { email: 1 }, 'must be a string'],
  ['a boolean', { email: true }, 'must be a string'],
  ['an array of addresses (M1)', { email: ['test@example.com', 'evil@example.com'] }, 'must be a string'],
  ['an object', { email: { $gt: '' } }, 'must be a string'],
  ['an AttributeValue', { email: { S: 'test@example.com' } }, 'must be a string'],
  ['empty', { email: '' }, 'must be one mail address'],
  ['blank', { email: ' ' }, 'must be one mail address'],
  ['without an @', { email: 'test' }, 'must be one mail address'],
  ['two with a comma (M1)', { email: 'test@example.com,evil@example.com' }, 'must be one mail address'],
  ['two with a semicolon (M1)', { email: 'test@example.com;evil@example.com' }, 'must be one mail address'],
  ['two with a blank (M1)', { email: 'test@example.com evil@example.com' }, 'must be one mail address'],
  ['two in angle brackets (M1)', { email: '<test@example.com>, <evil@example.com>' }, 'must be one mail address'],
  ['with a header after it (M3)', { email: 'test@example.com\r\nBcc: evil@example.com' }, 'must be one mail address'],
  ['with a NUL (M3)', { email: 'test@example.com\0' }, 'must be one mail address'],
  ['with half a character', { email: 'te\ud800st@example.com' }, 'must be one mail address'],
  ['of 1,001 characters, most of them blanks (F7)', { email: `${' '.repeat(985)}test@example.com` }, 'must be one mail address'],
  ['of 255 characters', { email: `${'a'.repeat(243)}@example.com` }, 'must be one mail address'],
].map(([what, body, problem]) => ({
  title: `T3 email ${what}`,
  route,
  request: postReset(body),
  response: refused(400, `Malformed request: email ${problem}`),
}));

const fromOtherPages: Exchange[] = [
  {
    title: 'M7 a page of another site asks for its visitor',
    route,
    request: postReset({ email: 'test@example.com' }, { headers: { 'sec-fetch-site': 'cross-site' } }),
    response: refused(403, 'Forbidden: the request comes from a page of another site'),
  },
  ...['same-origin', 'same-site', 'none'].map((site) => ({
    title: `T1 from a page whose site is ${site}`,
    route,
    request: postReset({ email: 'test@example.com' }, { headers: { 'sec-fetch-site': site } }),
    response: sentTo('test@example.com'),
  })),
];

/** Asks for look-alikes of the victim's address, then for a bystander. When the bystander's mail has arrived, the victim's would have arrived too. */
async function askInDisguises(world: World) {
  await world.storeAccount({ ...operator('mike'), email: 'mike@example.com' });
  await world.storeAccount({ ...operator('bystander'), email: 'bystander@example.com' });
  const disguises = ['mıke', 'mİke', 'mi\u212ae', 'ｍike', 'mi\u0301ke', 'mi%6be'].map((local) => `${local}@example.com`);
  for (const email of [...disguises, 'mike@exampłe.com', 'mike@ｅxample.com', 'bystander@example.com']) {
    await world.send(postReset({ email }));
  }
  await world.mailsTo('bystander@example.com');
  const mails = await world.mailsTo('mike@example.com', 0);
  if (mails.length > 0) {
    throw new Error('a look-alike’s mail reached the victim');
  }
  return {};
}

/** The token comes from the mail to the stored address. */
async function askInOtherLetterCase(world: World) {
  const email = 'Mia.Case@example.com';
  await world.storeAccount({ ...operator('mia'), email });
  await world.send(postReset({ email: '"evil@example.com" <mia.case@eXample.com>' }));
  const [mail] = await world.mailsTo(email);
  return { token: /token=([\w-]{43})/.exec(mail?.body.text ?? '')?.[1] ?? 'none' };
}

export const resetPasswordExchanges: readonly Exchange[] = [
  {
    title: 'T1 the document’s own example',
    route,
    request: postReset('{\n"email": "test@example.com"\n}'),
    response: sentTo('test@example.com'),
  },
  ...versions.map((version) => ({
    title: `T1 in version ${version}`,
    route,
    request: postReset({ email: 'versions@example.com' }, { version }),
    response: sentTo('versions@example.com'),
  })),
  {
    title: 'T1 with a cookie, which is not renewed',
    route,
    request: postReset({ email: 'test@example.com' }, { headers: { cookie: 'mojolicious=e30--00' } }),
    response: sentTo('test@example.com'),
  },
  {
    title: 'T1 only the last value of a repeated key counts (M1)',
    route,
    request: postReset('{"email":"evil@example.com","email":"test@example.com"}'),
    response: sentTo('test@example.com'),
  },
  {
    title: 'T1 other keys change nothing (W4)',
    route,
    request: postReset('{"email":"test@example.com","Email":"a@b.c","cc":"a@b.c","enabled":true,"role":"admin"}'),
    response: sentTo('test@example.com'),
  },
  {
    title: 'T1 parameters of the query change nothing (M1)',
    route,
    request: { ...postReset({ email: 'test@example.com' }), path: '/api/5.0/user/reset_password?email=evil@example.com&email=a' },
    response: sentTo('test@example.com'),
  },
  ...neutralAnswers,
  ...addresses,
  {
    title: 'T1 an address of 254 characters',
    route,
    request: postReset({ email: `${'a'.repeat(242)}@example.com` }),
    response: sentTo(`${'a'.repeat(242)}@example.com`),
  },
  ...malformed,
  ...fromOtherPages,
  ...versions.map((version) => ({
    title: `T1 in version ${version} with a slash at the end of the path`,
    route,
    request: { ...postReset({ email: 'versions@example.com' }), path: `/api/${version}/user/reset_password/` },
    response: sentTo('versions@example.com'),
  })),
  {
    title: 'T-reset with more after the slash',
    route,
    request: { ...postReset({ email: 'test@example.com' }), path: '/api/5.0/user/reset_password/x/' },
    response: refused(404, 'Not Found'),
  },
  {
    title: 'M2 look-alikes of an address send no mail',
    route,
    given: askInDisguises,
    request: postReset({ email: 'mıke@example.com' }),
    response: sentTo('mıke@example.com'),
  },
  {
    title: 'M1 the mail goes to the stored address, and its token is good',
    route: 'traffic-ops/login-with-token',
    given: askInOtherLetterCase,
    request: postToken({ t: '{{token}}' }),
    response: loggedIn(plainCookie),
  },
  {
    title: 'T5 the database refuses the write',
    route,
    given: async (world) => {
      await world.makeUnreadable.resetRequest({ realm: 'traffic-ops', asker: 'anonymous', identifier: 'broken@example.com' });
      return {};
    },
    request: postReset({ email: 'broken@example.com' }),
    response: internalServerError,
  },
  ...['2.0', '5.1', '6.0', '05.0', '5', 'v5', 'constructor'].map((version) => ({
    title: `T-reset in version ${version}, before anything else`,
    route,
    request: postReset('not JSON', { version }),
    response: versionUnknown,
  })),
];
