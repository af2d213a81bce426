import { routes } from '#lib/routes.ts';

export type Call = { method: string; path: string; cookie?: string };

/** Of a mailed link's session, as the front sees it. */
export const rekeySession = 'a=b; rekey_session=eyJhIjoxfQ--0a; mojolicious=x--y';

/** `/{page}` is for links that a mail tool changed, for example into this one. */
const everyCall: readonly (Call & { id: string })[] = routes.flatMap(({ id, method, paths }) =>
  paths.map((path) => ({
    id,
    method,
    path: path
      .replace('{version}', '4.1')
      .replace('{slash+}', '')
      .replace('{page}', 'reset-password%23realm%3Da')
      .replace(/\{\w+\+?\}/, 'jane.doe'),
  })),
);

const versions = ['3.0', '3.1', '4.0', '4.1', '5.0'];
const inEveryVersion = (call: Call): Call[] =>
  versions.map((version) => ({ ...call, path: call.path.replace('/4.1/', `/${version}/`) }));

/**
 * What goes to Rekey where it shares the host name: every call of the route table but two. Traffic Ops itself answers `GET user/current`, and `/health`
 * may be the product's own.
 */
export const callsForRekey: readonly Call[] = everyCall
  .filter(({ id }) => !['traffic-ops/get-current-user', 'page/health'].includes(id))
  .flatMap(({ id, ...call }) =>
    inEveryVersion(id === 'traffic-ops/update-current-user' ? { ...call, cookie: rekeySession } : call),
  );

/** What goes to Rekey where everything else of Traffic Ops is on Rekey's own host name. */
export const callsForRekeyApart: readonly Call[] = everyCall
  .filter(({ id }) => id === 'traffic-ops/reset-password')
  .flatMap(({ id: _, ...call }) => inEveryVersion(call));

const current = ['', '/'].flatMap((slash) => inEveryVersion({ method: 'GET', path: `/api/4.1/user/current${slash}` }));

/** Neighbours of Rekey's calls, which stay with the product. */
export const callsForProduct: readonly Call[] = [
  ...current.map((call) => ({ ...call, cookie: rekeySession })),
  ...current.map((call) => ({ ...call, method: 'PUT', cookie: 'mojolicious=eyJieSI6InJla2V5In0--0a' })),
  { method: 'PUT', path: '/api/5.0/user/current', cookie: 'rekey_session=' },
  { method: 'PUT', path: '/api/5.0/user/current', cookie: 'not_rekey_session=a' },
  { method: 'PUT', path: '/api/5.0/users/7', cookie: rekeySession },
  { method: 'POST', path: '/api/4.1/user/login' },
  { method: 'POST', path: '/api/4.1/user/logout', cookie: rekeySession },
  { method: 'POST', path: '/api/4.1/user/login/oauth' },
  { method: 'POST', path: '/api/4.1/users/register' },
  { method: 'POST', path: '/api/2.0/user/reset_password' },
  { method: 'GET', path: '/api/2.0/user/current' },
  { method: 'GET', path: '/api/4.1/users?username=reset_password' },
  { method: 'GET', path: '/api/1/profile/get' },
  { method: 'GET', path: '/crafter-profile/api/1/profile/0123456789abcdef01234567' },
  { method: 'POST', path: '/crafter-profile/api/1/profile/0123456789abcdef01234567/update' },
  { method: 'GET', path: '/crafter-profile/api/1/profile/verification_token/a' },
  { method: 'POST', path: '/crafter-profile/api/1/authentication/authenticate' },
  { method: 'GET', path: '/studio/login?token=reset_password' },
  { method: 'GET', path: '/studio/api/2/users' },
  { method: 'GET', path: '/studio/api/2/users/jane.doe' },
  { method: 'POST', path: '/studio/api/2/users/me/global/has_permissions' },
  { method: 'GET', path: '/studio/api/1/services/api/1/user/get.json' },
  { method: 'POST', path: '/studio/api/1/services/api/1/user/reset-password.json' },
];

/** Spellings of the product's own reset calls that its server understands, or may. Nobody gets through to it with them. */
export const closedPaths: readonly string[] = [
  '/crafter-profile/api/1/profile/0123456789abcdef01234567/reset_password/',
  '/crafter-profile/api/1/profile/0123456789abcdef01234567/reset_password.xml',
  '/crafter-profile/api/1/profile/0123456789abcdef01234567/reset_password;x=y',
  '/crafter-profile/api/1/profile/0123456789abcdef01234567/reset%5Fpassword',
  '/crafter-profile//api/1//profile/change_password',
  '/crafter-profile/api/1/profile;x/change_password',
  '/crafter-profile/api/1/profile/x/../change_password.json',
  '/api/1/profile/change_password/',
  '/api/1/profile/%63hange_password',
  '/studio/api/2/users/forgot_password?username=jane.doe',
  '/studio/api/2/users/forgot_password.json?username=jane.doe',
  '/studio/api/2/users/validate_token?token=a',
  '/studio/api/2/users/set_password',
  '/studio/api/2/users/set_password.xml',
  '/studio/api/2/users/set_password;x',
  '/studio/api/2/users;x=y/set_password',
  '/studio//api/2//users//set_password',
  '/studio;x/api/2/users/set_password',
  '/studio/api/2/users/%73et_password',
  '/studio/api/2/users/x/../set_password',
  '/api/2/users/set_password/',
  '/studio/api/1/services/api/1/user/set-password',
  '/studio/api/1/services/api/1/user/set-password.json;x',
  '/studio/api/1/services/api/1/user/forgot-password.xml?username=jane.doe',
];
