import { tables } from '#lib/dynamo/tables.ts';
import type { Route } from '#lib/http/route.ts';
import { routes } from '#lib/routes.ts';
import { keepingFunctions, type LoadFunction, type LoadKept, loadSource } from './api/load-function.ts';
import { localPages } from './pages/local-pages.ts';

/** The code that a running stack serves. */
export type StackCode = {
  /** Loads each function once. */
  load: LoadKept;
  routes: readonly Route[];
  localPages: typeof localPages;
};

/** @param handlers loads the functions (default: from their source files) */
export function stackCode(handlers: LoadFunction = loadSource): StackCode {
  return { load: keepingFunctions(handlers), routes, localPages };
}

/** The functions that a stack loads when it starts: those of the routes, and those that a stream wakes. */
export function functionIds({ routes }: StackCode): string[] {
  return [...routes.map(({ id }) => id), ...Object.values(tables).flatMap(({ stream }) => stream?.reader ?? [])];
}
