import { functionIds } from '#lib/function-ids.ts';
import type { Route } from '#lib/http/route.ts';
import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { bareClientId, bundleBytes, isOtherUpstream, upstreamFolder } from './bundle-everything.ts';
import { atMost, type Figure, shown } from './figure.ts';

/** Measures the minified bundle of each function, and beside it the one for a Rekey in front of the products' own servers if that is another. */
export async function bundleSizes(outDir: string): Promise<Figure[]> {
  const limit = await bundleBytes(outDir, bareClientId);
  const measured = async (id: string) =>
    ({ figure: 'bundle', subject: id, value: await bundleBytes(outDir, id), unit: 'bytes', limit }) as const;
  return [
    ...(await Promise.all(routes.map(async (route) => atMost(await measured(route.id), bundleBudget(route))))),
    // These are only shown, because nobody waits for them.
    ...(await Promise.all(mailFunctions.map(async ({ id }) => shown(await measured(id))))),
    ...(await Promise.all(functionIds.map((id) => besideUpstream(outDir, id)))).flat(),
  ];
}

async function besideUpstream(outDir: string, id: string): Promise<Figure[]> {
  if (!(await isOtherUpstream(outDir, id))) {
    return [];
  }
  const [limit, value] = await Promise.all([bundleBytes(outDir, id), bundleBytes(upstreamFolder(outDir), id)]);
  return [shown({ figure: 'bundle, upstream beside own table', subject: id, value, unit: 'bytes', limit })];
}

/**
 * The most bytes that a bundle may have, by what its route touches. Every bundle holds the checks of the settings; those that name products' servers added
 * 1.3 KB, and those of products, proxies and the domain 1 KB. What a mail says about the request (time zone, device) and the forgot page's sentences for it
 * added 3 KB to the functions that take requests. jose verifies administrators' tokens. bcrypt and the password rules belong to routes that set passwords.
 */
export function bundleBudget({ touches }: Pick<Route, 'touches'>): number {
  if (touches.includes('secrets.administrators')) {
    return 324_000;
  }
  // They have their own sentences beside those of all pages.
  if (touches.includes('stops.cancelLinks') || touches.includes('stops.close')) {
    return 278_000;
  }
  return touches.includes('accounts.setPassword') ? 302_000 : 277_000;
}
