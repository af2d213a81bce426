import type * as z from 'zod/mini';
import type { Verb } from '#lib/reset/ports.ts';
import { madeOnce } from '#lib/runtime/made-once.ts';
import type { Settings } from '#lib/settings/settings.ts';

/** One endpoint, as inert data. The stack, the local server, the OpenAPI document, the policies, the alarms and the tests read it. */
export type Route = {
  /** Also its file under functions/, its operationId, its log field and its tests' title. */
  readonly id: `${string}/${string}`;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** The documented path first, then its aliases. */
  readonly paths: readonly `/${string}`[];
  readonly summary: string;
  readonly path?: z.ZodMiniType;
  readonly query?: z.ZodMiniType;
  readonly body?: z.ZodMiniType;
  /** An absent or empty body counts as `{}`. */
  readonly bodyMayBeAbsent?: true;
  /** The body is a form, as a browser sends it without any script. */
  readonly bodyIsForm?: true;
  /** What its function may do, and all that its code can reach. */
  readonly touches: readonly Verb[];
  /** What it may do besides, where the settings say so. */
  readonly mayTouch?: { readonly verbs: readonly Verb[]; readonly when: (settings: Settings) => boolean };
  /** Settings that its function reads besides those behind its verbs. */
  readonly reads?: readonly (keyof Settings)[];
  /** It computes a bcrypt hash, so it wants a whole vCPU. */
  readonly hashesPasswords: boolean;
  /** A sentence on what its failure means to people, the alarm's text; null for one that nobody has to be called for. */
  readonly onFailure: string | null;
};

/**
 * The schemas are best declared as getters: a function carries all routes of its dialect and parses for one, and schemas take a cold start's time to
 * make (docs/performance.md). Each is made when first read, and kept.
 *
 * @returns the declaration itself, with its literal types kept
 */
export function defineRoute<const R extends Route>(route: R): R {
  for (const part of ['path', 'query', 'body'] as const) {
    const make = Object.getOwnPropertyDescriptor(route, part)?.get;
    if (make !== undefined) {
      Object.defineProperty(route, part, { get: madeOnce(make), enumerable: true });
    }
  }
  return route;
}

/** The paths, and the same under a product's context path. */
export function withContextPath(contextPath: `/${string}`, paths: readonly `/${string}`[]): `/${string}`[] {
  return [...paths, ...paths.map((path): `/${string}` => `${contextPath}${path}`)];
}
