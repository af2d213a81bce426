import { functionIdsOf } from '#lib/function-ids.ts';
import { servedRoutes } from '#lib/routes.ts';
import type { Settings } from '#lib/settings/settings.ts';
import { keepingFunctions, type LoadFunction, type LoadKept, loadSource } from './api/load-function.ts';
import { localPages } from './pages/local-pages.ts';

/** The code that a running stack serves. */
export type StackCode = {
  /** Loads each function once. */
  load: LoadKept;
  servedRoutes: typeof servedRoutes;
  localPages: typeof localPages;
};

/** @param handlers loads the functions (default: from their source files) */
export function stackCode(handlers: LoadFunction = loadSource): StackCode {
  return { load: keepingFunctions(handlers), servedRoutes, localPages };
}

/** The functions that a stack loads when it starts: those of the routes, and those that a stream wakes. */
export function functionIds({ servedRoutes }: StackCode, settings: Settings): string[] {
  return [...functionIdsOf(servedRoutes(settings))];
}
