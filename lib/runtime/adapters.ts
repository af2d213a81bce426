import type { Ports } from '#lib/reset/reach.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** For each of the named ports, the function that makes it from the settings. */
export type Adapters<Name extends keyof Ports> = { readonly [P in Name]: (settings: Settings) => Ports[P] };

/** Makes the named ports; without names, every port that there is an adapter for. */
export function openPorts<Name extends keyof Ports>(
  adapters: Adapters<Name>,
  settings: Settings,
  names?: ReadonlySet<string>,
): Pick<Ports, Name> {
  const chosen = Object.entries<(settings: Settings) => unknown>(adapters).filter(([name]) => names?.has(name) ?? true);
  // Each port comes from the adapter of its name, which Object.entries loses.
  return Object.fromEntries(chosen.map(([name, adapter]) => [name, adapter(settings)])) as Pick<Ports, Name>;
}
