import type { Route } from '#lib/http/route.ts';

/** In bytes, by what a route touches: jose verifies administrators' tokens; bcrypt and the password rules come with the setting of passwords. */
export function bundleBudget({ touches }: Pick<Route, 'touches'>): number {
  if (touches.includes('secrets.administrators')) {
    return 320_000;
  }
  return touches.includes('accounts.setPassword') ? 300_000 : 265_000;
}
