import type { Exchange } from '#test/golden/exchange.ts';
import type { World } from '#test/golden/world.ts';
import { answered, getCurrent, internalServerError, putCurrent, updated, versions } from './messages.ts';
import { legacy, someTime, testUser, wholeState, wholeUser } from './user.ts';
import { operator, session, sessionOfNew, signed, update } from './world.ts';

const get = 'traffic-ops/get-current-user';
const put = 'traffic-ops/update-current-user';
const isLegacy = (version: string) => version.startsWith('3.');
const wrapped = (version: string, user: object) => (isLegacy(version) ? { user } : user);
const shown = (user: object) => answered(200, JSON.stringify({ response: user }));
const localPasswd = 'a new pass phrase';
const testIn3 = { roleId: 3, localUser: false };
const wholeIn3 = { roleId: 4, localUser: false };
const changedIn3 = { roleId: 4, localUser: true };
const unnumberedIn3 = { roleId: null, localUser: true };

const gets: Exchange[] = versions.flatMap((version) => [
  {
    title: `T13 the documents’ user in version ${version}`,
    route: get,
    given: session('test'),
    request: getCurrent({ version }),
    response: shown(isLegacy(version) ? legacy(testUser, testIn3) : testUser),
  },
  {
    title: `T13 a user with everything, and never a password, in version ${version}`,
    route: get,
    given: sessionOfNew('whole', wholeState()),
    request: getCurrent({ version }),
    response: shown(isLegacy(version) ? legacy(wholeUser, wholeIn3) : wholeUser),
  },
]);

const bare = {
  ...Object.fromEntries(Object.keys(testUser).map((key) => [key, null])),
  role: null,
  changeLogCount: 0,
  lastUpdated: '2023-11-14T22:13:20.000Z',
  newUser: false,
  ucdn: '',
};

/** A username whose Base64url, at its place in the cookie, contains the two dashes that also separate the signature. */
const dashed = 'ao\uff21';

const otherGets: Exchange[] = [
  {
    title: 'T13 a user with few known fields',
    route: get,
    given: sessionOfNew('bare', { email: null }),
    request: getCurrent(),
    response: shown({ ...bare, username: 'bare' }),
  },
  {
    title: 'T13 with a slash at the end of the path',
    route: get,
    given: session('test'),
    request: { ...getCurrent(), path: '/api/5.0/user/current/' },
    response: shown(testUser),
  },
  {
    title: 'T13 the cookie among others',
    route: get,
    given: session('test'),
    request: getCurrent({ headers: { cookie: 'a=b; mojolicious={{cookie}}; c=d' } }),
    response: shown(testUser),
  },
  {
    title: 'T13 with a cookie that holds two dashes in its data',
    route: get,
    given: sessionOfNew(dashed),
    request: getCurrent(),
    response: shown({ ...bare, email: `${dashed}@example.com`, username: dashed }),
  },
];

/** Everything that a session may change. */
const newDescription = {
  addressLine1: '2 Second Street',
  addressLine2: '',
  city: 'Bern',
  company: 'Chairs & Co',
  country: 'CH',
  fullName: 'New Name',
  phoneNumber: '0',
  postalCode: '3000',
  stateOrProvince: 'BE',
};
/** The whole user after a new password. The user is no longer new. */
const changedUser = { ...wholeUser, newUser: false, lastUpdated: someTime };
const cleared = Object.fromEntries(Object.keys(newDescription).map((key) => [key, null]));

const passwordChanges: Exchange[] = versions.map((version) => {
  const username = `changer-${version}`;
  const user = { ...changedUser, ...newDescription, username };
  return {
    title: `T14 a new password and every descriptive field in version ${version}`,
    route: put,
    given: sessionOfNew(username, wholeState()),
    request: putCurrent(wrapped(version, { ...newDescription, localPasswd, confirmLocalPasswd: localPasswd }), { version }),
    response: updated(isLegacy(version) ? legacy(user, changedIn3) : user),
  };
});

/** The whole user as the client got it, and other fields that the client tries to change. */
const greedy = {
  ...wholeUser,
  username: 'greedy',
  id: 1,
  uid: 0,
  gid: 0,
  ucdn: 'x',
  newUser: true,
  tenant: 'root',
  changeLogCount: 0,
};
const pollution = {
  enabled: false,
  externallyManaged: true,
  passwordHash: 'x',
  credentialStamp: 'x',
  roleId: 1,
  roleName: 'admin',
};

const otherChanges: Exchange[] = [
  {
    title: 'T14 with a slash at the end of the path',
    route: put,
    given: session('test'),
    request: { ...putCurrent({}), path: '/api/5.0/user/current/' },
    response: updated(testUser),
  },
  {
    title: 'T14 from 4.0 on an absent descriptive field becomes null',
    route: put,
    given: sessionOfNew('replacer', wholeState()),
    request: putCurrent({ localPasswd, city: 'Bern' }, { version: '4.0' }),
    response: updated({ ...changedUser, ...cleared, city: 'Bern', username: 'replacer' }),
  },
  {
    title: 'T14 before 4.0 an absent descriptive field stays, and null clears',
    route: put,
    given: sessionOfNew('partial', wholeState()),
    request: putCurrent({ user: { localPasswd, city: 'Bern', company: null } }, { version: '3.1' }),
    response: updated(legacy({ ...changedUser, city: 'Bern', company: null, username: 'partial' }, changedIn3)),
  },
  {
    title: 'T14 other fields are ignored (W4, K13)',
    route: put,
    given: sessionOfNew('greedy', wholeState()),
    request: putCurrent({ ...greedy, ...pollution, localPasswd }),
    response: updated({ ...changedUser, username: 'greedy' }),
  },
  {
    title: 'T14 a password of exactly the minimum, in code points',
    route: put,
    given: sessionOfNew('shortest'),
    request: putCurrent({ user: { localPasswd: 'ÄÖÜéäöü🔑' } }, { version: '3.0' }),
    response: updated(
      legacy({ ...bare, email: 'shortest@example.com', username: 'shortest', lastUpdated: someTime }, unnumberedIn3),
    ),
  },
  {
    title: 'T14 a password of 72 bytes with null as confirmation',
    route: put,
    given: sessionOfNew('longest'),
    request: putCurrent({ localPasswd: 'x'.repeat(72), confirmLocalPasswd: null }),
    response: updated({ ...bare, email: 'longest@example.com', username: 'longest', lastUpdated: someTime }),
  },
];

/** Changes the password and logs in again with another link, which opens a new session. */
async function changedBefore(world: World) {
  await update(world, await sessionOfNew('settled', wholeState())(world), { ...newDescription, localPasswd });
  return session('settled')(world);
}

const settled = { ...changedUser, ...newDescription, username: 'settled' };

/** Accounts whose export had only the role's name, as from 4.0 on. */
const nameOnly = () => {
  const { roleId, ...details } = wholeState().details;
  return { ...wholeState(), details };
};

const afterwards: Exchange[] = [
  ...['3.1', '5.0'].map((version) => ({
    title: `T13 a user who has set a password is no longer new in version ${version}`,
    route: get,
    given: changedBefore,
    request: getCurrent({ version }),
    response: shown(isLegacy(version) ? legacy(settled, changedIn3) : settled),
  })),
  ...['3.0', '3.1'].map((version) => ({
    title: `T14 a role’s number that Rekey does not know in version ${version} (T16)`,
    route: put,
    given: sessionOfNew(`numbered-${version}`, nameOnly()),
    request: putCurrent({ user: { localPasswd, role: 4 } }, { version }),
    response: updated(legacy({ ...changedUser, username: `numbered-${version}` }, unnumberedIn3)),
  })),
  ...['3.1', '5.0'].map((version) => ({
    title: `T14 null instead of an SSH key changes nothing about the key in version ${version} (T16)`,
    route: put,
    given: sessionOfNew(`keyed-${version}`, wholeState()),
    request: putCurrent(wrapped(version, { ...newDescription, localPasswd, publicSshKey: null }), { version }),
    response: updated(
      isLegacy(version)
        ? legacy({ ...changedUser, ...newDescription, username: `keyed-${version}` }, changedIn3)
        : { ...changedUser, ...newDescription, username: `keyed-${version}` },
    ),
  })),
];

const unchanged: Exchange[] = versions.flatMap((version) =>
  [
    ['without a password', { ...newDescription }],
    ['with null as password', { ...newDescription, localPasswd: null, confirmLocalPasswd: null }],
    ...(isLegacy(version) ? [['with an empty password', { ...newDescription, localPasswd: '' }] as const] : []),
    ['with an empty update', {}],
  ].map(([what, user]) => ({
    title: `T14 ${what}, nothing changes in version ${version}`,
    route: put,
    given: session('test'),
    request: putCurrent(wrapped(version, Object(user)), { version }),
    response: updated(isLegacy(version) ? legacy(testUser, testIn3) : testUser),
  })),
);

async function updateWithoutPassword(world: World) {
  const values = await sessionOfNew('unstored', wholeState())(world);
  await update(world, values, newDescription);
  await update(world, values, { ...newDescription, localPasswd: null });
  return values;
}

async function refusedUpdate(world: World) {
  const values = await sessionOfNew('kept', wholeState())(world);
  const cookie = `mojolicious=${values.cookie}`;
  await world.send(putCurrent({ ...newDescription, localPasswd: 'password' }, { headers: { cookie } }));
  await world.send(putCurrent({ ...newDescription, localPasswd, confirmLocalPasswd: 'another' }, { headers: { cookie } }));
  return values;
}

async function brokenAccount(world: World) {
  await world.makeUnreadable.account(operator('broken'));
  return { cookie: signed('{"auth_data":"broken","expires":9999999999,"by":"x","credentialStamp":"x"}') };
}

export const currentUserExchanges: readonly Exchange[] = [
  ...gets,
  ...otherGets,
  ...passwordChanges,
  ...otherChanges,
  ...afterwards,
  ...unchanged,
  {
    title: 'T13 nothing was stored without a new password (K13)',
    route: get,
    given: updateWithoutPassword,
    request: getCurrent(),
    response: shown({ ...wholeUser, username: 'unstored' }),
  },
  {
    title: 'T13 a refused password was not stored, and the session is still good (K5)',
    route: get,
    given: refusedUpdate,
    request: getCurrent(),
    response: shown({ ...wholeUser, username: 'kept' }),
  },
  {
    title: 'T5 the stored user cannot be read (T-get)',
    route: get,
    given: brokenAccount,
    request: getCurrent(),
    response: internalServerError,
  },
  {
    title: 'T5 the stored user cannot be read (T-put)',
    route: put,
    given: brokenAccount,
    request: putCurrent({}),
    response: internalServerError,
  },
];
