import type { Route } from '#lib/http/route.ts';
import { routes } from '#lib/routes.ts';

type Applying = { row: string; route: string };

const both = ['reset-password', 'change-password'];

/** The rows of Crafter Profile that apply to only one of its two routes. Its table in docs/contracts.md has no column that says so. */
const profileRows: { readonly [row: string]: readonly string[] } = {
  P5: ['reset-password'],
  P6: ['reset-password'],
  P7: ['change-password'],
  P8: ['reset-password'],
  P9: ['change-password'],
};

/** Studio's second API has a table for each call. The rows of a call begin alike. */
const secondApi: { readonly [rows: string]: string } = {
  VF: 'forgot-password',
  VV: 'validate-token',
  VW: 'set-password',
  VR: 'reset-password',
};

/** Lists every row of docs/contracts.md with every route that it applies to. */
export function applyingRows(contracts: string): Applying[] {
  const tables = [...contracts.matchAll(/^\| ((?:[PST]|V[FVWR])\d+) \|(.*)\|$/gm)];
  return tables.flatMap(([, row = '', rest = '']) => {
    const cells = rest.split('|').map((cell) => cell.trim());
    return routesOf(row, cells).map((route) => ({ row, route }));
  });
}

function routesOf(row: string, cells: readonly string[]): readonly string[] {
  if (row.startsWith('P')) {
    return (profileRows[row] ?? both).map((name) => `crafter-profile/${name}`);
  }
  if (row.startsWith('T')) {
    return trafficOpsRoutes(cells[0] ?? '');
  }
  const ofTable = secondApi[row.slice(0, -1)];
  if (ofTable !== undefined) {
    return (row === 'VR1' ? [ofTable, 'change-own-password'] : [ofTable]).map((name) => `crafter-studio-v2/${name}`);
  }
  const columns = ['forgot-password', 'validate-token', 'set-password', 'reset-password'];
  return columns.filter((_, index) => cells[index + 1] !== '').map((name) => `crafter-studio/${name}`);
}

function trafficOpsRoutes(calls: string): string[] {
  const own = routes.filter(({ id }) => id.startsWith('traffic-ops/'));
  return own.filter((route) => calls.split(', ').some((call) => isNamedBy(route, call))).map(({ id }) => id);
}

/** Whether the call names the route: by the end of its path (`login/token`), by a method and that (`PUT user/current`), or with `all`. */
function isNamedBy({ method, paths }: Route, call: string): boolean {
  const [end = '', meant = method] = call.split(' ').toReversed();
  return call === 'all' || (meant === method && paths.some((path) => path.endsWith(`/${end}`)));
}
