import type { Exchange } from '#test/golden/exchange.ts';
import { putCurrent, refused, updated } from './messages.ts';
import { legacy, testUser, wholeState, wholeUser } from './user.ts';
import { session, sessionOfNew } from './world.ts';

const route = 'traffic-ops/update-current-user';
const kinds = [
  {
    version: '3.1',
    wrap: (user: object) => ({ user }),
    at: 'user.',
    show: (user: typeof wholeUser) => legacy(user, { roleId: 4, localUser: false }),
    role: 4,
  },
  { version: '4.0', wrap: (user: object) => user, at: '', show: (user: typeof wholeUser) => user, role: 'admin' },
] as const;
const asWhole = { route, given: sessionOfNew('whole', wholeState()) };
const asTest = { route, given: session('test') };

const textFields = [
  'addressLine1',
  'addressLine2',
  'city',
  'company',
  'country',
  'fullName',
  'phoneNumber',
  'postalCode',
  'stateOrProvince',
  'username',
  'email',
  'publicSshKey',
  'localPasswd',
  'confirmLocalPasswd',
];
const notText = [1, false, ['text'], { text: '' }];
const notNumbers = ['1', 1.5, true, [1], { id: 1 }];

/** Each comes with other fields that would be refused later, because types are checked first. */
const wrongTypes: Exchange[] = kinds.flatMap(({ version, wrap, at, role }) => {
  const badValues = [
    ...textFields.map((field, index) => [field, notText[index % notText.length], 'must be a string or null'] as const),
    ...notText.map((value) => ['localPasswd', value, 'must be a string or null'] as const),
    ...notNumbers.map((value) => ['tenantId', value, 'must be a whole number or null'] as const),
    ...(typeof role === 'number'
      ? notNumbers.map((value) => ['role', value, 'must be a whole number or null'] as const)
      : notText.map((value) => ['role', value, 'must be a string or null'] as const)),
  ];
  return badValues.map(([field, value, problem]) => ({
    ...asTest,
    title: `T15 ${field} as ${JSON.stringify(value)} in version ${version}`,
    request: putCurrent(wrap({ email: 'evil@example.com', localPasswd: 'test', [field]: value }), { version }),
    response: refused(400, `couldn't parse request: ${at}${field} ${problem}`),
  }));
});

const unwrapped: Exchange[] = [undefined, null, 'text', 1, [], [{}]].map((user) => ({
  ...asTest,
  title: `T15 user as ${JSON.stringify(user)} in version 3.0`,
  request: putCurrent({ user, localPasswd: 'a new pass phrase' }, { version: '3.0' }),
  response: refused(400, "couldn't parse request: user must be an object"),
}));

/** Each with a password that would be refused later. */
const fixedFields: Exchange[] = kinds.flatMap(({ version, wrap, show, role }) => {
  const values = {
    username: 'admin',
    email: 'evil@example.com',
    role: role === 4 ? 1 : 'root',
    tenantId: 1,
    publicSshKey: 'ssh-rsa evil',
  };
  const same = { username: 'whole', email: 'Whole@Example.com', role, tenantId: 9, publicSshKey: 'ssh-ed25519 AAAA whole' };
  const changes = [
    ...Object.entries(values),
    ...Object.keys(values).flatMap((field) => (field === 'publicSshKey' ? [] : [[field, null] as const])),
    ['username', 'WHOLE'] as const,
    ['username', ''] as const,
    ['email', 'whole@example.com'] as const,
    ['publicSshKey', ''] as const,
  ];
  return [
    ...changes.map(([field, value]) => ({
      ...asWhole,
      title: `T16 ${field} changed to ${JSON.stringify(value)} in version ${version} (K13)`,
      request: putCurrent(wrap({ ...same, [field]: value, localPasswd: 'whole' }), { version }),
      response: refused(400, `${field} cannot be changed here`),
    })),
    {
      ...asWhole,
      title: `T16 a changed field is refused even without a new password, in version ${version}`,
      request: putCurrent(wrap({ email: 'evil@example.com' }), { version }),
      response: refused(400, 'email cannot be changed here'),
    },
    ...Object.entries(same).map(([field, value]) => ({
      ...asWhole,
      title: `T14 ${field} unchanged, in version ${version}`,
      request: putCurrent(wrap({ [field]: value }), { version }),
      response: updated(show(wholeUser)),
    })),
  ];
});

const short = 'Password must be greater than 7 characters.';
const different = 'The password and its confirmation are not the same.';

/** Passwords and the message about each. If several rows apply, the message is that of the first one. */
const badPasswords: readonly [row: string, what: string, user: object, text: string][] = [
  ['T17', 'that is the username', { localPasswd: 'test' }, 'Your password cannot be your username.'],
  [
    'T17',
    'that is the username and unlike its confirmation',
    { localPasswd: 'test', confirmLocalPasswd: 'x' },
    'Your password cannot be your username.',
  ],
  ['T18', 'of 7 characters', { localPasswd: 'a1!B2?c' }, short],
  ['T18', 'of one character', { localPasswd: ' ' }, short],
  ['T18', 'that is short and common', { localPasswd: '123456' }, short],
  ['T18', 'that is short and unlike its confirmation', { localPasswd: 'a1!B2?c', confirmLocalPasswd: 'x' }, short],
  ['T18', 'that is common', { localPasswd: 'password' }, 'Password is too common.'],
  ['T18', 'that is common in another letter case', { localPasswd: 'PassWord' }, 'Password is too common.'],
  [
    'T18',
    'that is common and unlike its confirmation',
    { localPasswd: 'password', confirmLocalPasswd: 'x' },
    'Password is too common.',
  ],
  ['T19', 'of 73 bytes (W2)', { localPasswd: 'x'.repeat(73) }, 'The password must not be longer than 72 bytes in UTF-8.'],
  [
    'T19',
    'of 37 characters and 74 bytes (W2)',
    { localPasswd: 'é'.repeat(37) },
    'The password must not be longer than 72 bytes in UTF-8.',
  ],
  ['T19', 'that is the address', { localPasswd: 'test@example.com' }, 'The password must not be the mail address.'],
  ['T19', 'with a NUL', { localPasswd: 'a new\0pass phrase' }, 'The password holds a character that cannot be stored.'],
  [
    'T19',
    'that is unlike its confirmation',
    { localPasswd: 'a new pass phrase', confirmLocalPasswd: 'a new pass phrasE' },
    different,
  ],
  ['T19', 'with an empty confirmation', { localPasswd: 'a new pass phrase', confirmLocalPasswd: '' }, different],
];

const refusedPasswords: Exchange[] = kinds.flatMap(({ version, wrap }) =>
  badPasswords.map(([row, what, user, text]) => ({
    ...asTest,
    title: `${row} a password ${what}, in version ${version}`,
    request: putCurrent(wrap(user), { version }),
    response: refused(400, text),
  })),
);

const emptyPasswords: Exchange[] = ['4.0', '4.1', '5.0'].flatMap((version) => [
  {
    ...asTest,
    title: `T19 an empty password in version ${version}`,
    request: putCurrent({ localPasswd: '' }, { version }),
    response: refused(400, 'The password must not be empty.'),
  },
  {
    ...asTest,
    title: `T16 a changed field beside an empty password in version ${version}`,
    request: putCurrent({ localPasswd: '', role: 'admin' }, { version }),
    response: refused(400, 'role cannot be changed here'),
  },
]);

export const refusedUpdateExchanges: readonly Exchange[] = [
  ...wrongTypes,
  ...unwrapped,
  ...fixedFields,
  {
    ...asTest,
    title: 'T16 a field that the user does not have yet',
    request: putCurrent({ ...testUser, publicSshKey: 'ssh-rsa evil' }),
    response: refused(400, 'publicSshKey cannot be changed here'),
  },
  ...refusedPasswords,
  ...emptyPasswords,
];
