import { mailFunctions } from '#lib/mail/mail-functions.ts';
import { routes } from '#lib/routes.ts';
import { bundleBudget } from './bundle-budget.ts';
import { bareClientId, bundleBytes } from './bundle-everything.ts';
import { atMost, type Figure, shown } from './figure.ts';

/** The size of each function as it is uploaded, minified. */
export async function bundleSizes(outDir: string): Promise<Figure[]> {
  const limit = await bundleBytes(outDir, bareClientId);
  const measured = async (id: string) =>
    ({ figure: 'bundle', subject: id, value: await bundleBytes(outDir, id), unit: 'bytes', limit }) as const;
  return [
    ...(await Promise.all(routes.map(async (route) => atMost(await measured(route.id), bundleBudget(route))))),
    // Nobody waits for these.
    ...(await Promise.all(mailFunctions.map(async ({ id }) => shown(await measured(id))))),
  ];
}
