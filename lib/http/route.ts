import type * as z from 'zod/mini';
import type { Verb } from '#lib/reset/reach.ts';
import { isUpstream, realmOf } from '#lib/settings/product-servers.ts';
import type { Settings } from '#lib/settings/settings.ts';

/**
 * The schema of one part of a request, wrapped in `madeOnce`: a function carries all routes of its dialect but parses for one, and making a
 * schema costs time in a cold start (docs/performance.md).
 */
type Schema = () => z.ZodMiniType;

/** One endpoint, as inert data. The stack, the local server, the OpenAPI document, the policies, the alarms and the tests read it. */
export type Route = {
  /** Also its file under functions/, its operationId, its log field and its tests' title. */
  readonly id: `${string}/${string}`;
  readonly method: 'GET' | 'POST' | 'PUT';
  /** HEAD has the answer of GET, without its body, which API Gateway leaves out. Absent where the documents know no HEAD. */
  readonly answersHead?: true;
  /** The documented path first, then its aliases. */
  readonly paths: readonly `/${string}`[];
  readonly summary: string;
  readonly path?: Schema;
  readonly query?: Schema;
  readonly body?: Schema;
  /** Of parameters that come in the query string and in a form or JSON body, mixed freely. */
  readonly parameters?: Schema;
  /** The names of those parameters that may have several values. Of the others the first value counts. */
  readonly listParameters?: readonly string[];
  /** An absent or empty body counts as `{}`. */
  readonly bodyMayBeAbsent?: true;
  /** The body is a form, as a browser sends it without any script. */
  readonly bodyIsForm?: true;
  /** What its function may do, and all that its code can reach. */
  readonly touches: readonly Verb[];
  /** What it may do instead, if the accounts of its realm stay in the product's own server. Absent if that is the same. */
  readonly touchesUpstream?: readonly Verb[];
  /** What it may also do, depending on one setting. */
  readonly mayTouch?: { readonly verbs: readonly Verb[] } & Condition;
  /** Settings that its function reads besides those behind its verbs. */
  readonly reads?: readonly (keyof Settings)[];
  /** It computes a bcrypt hash, so it needs a whole vCPU, unless the accounts of its realm stay in the product's own server. */
  readonly hashesPasswords: boolean;
  /** A sentence on what its failure means to people: the text of its alarm. Null if nobody has to be called for it. */
  readonly onFailure: string | null;
};

/** The setting that must be on, or the one that must be off. */
type Condition =
  | { readonly when: FlagSetting; readonly unless?: undefined }
  | { readonly unless: FlagSetting; readonly when?: undefined };

type FlagSetting = { [Name in keyof Settings]: Settings[Name] extends boolean ? Name : never }[keyof Settings];

/** @returns the declaration itself, with its literal types */
export function defineRoute<const R extends Route>(route: R): R {
  return route;
}

/** The methods that the function of a route answers. */
export function methodsOf({ method, answersHead }: Pick<Route, 'method' | 'answersHead'>): readonly (Route['method'] | 'HEAD')[] {
  return answersHead ? [method, 'HEAD'] : [method];
}

/** What the function of a route may do under these settings. */
export function verbsInForce({ id, touches, touchesUpstream, mayTouch }: Route, settings: Settings): readonly Verb[] {
  const realm = realmOf(id);
  if (touchesUpstream !== undefined && realm !== undefined && isUpstream(realm, settings)) {
    return touchesUpstream;
  }
  return mayTouch !== undefined && isMet(mayTouch, settings) ? [...touches, ...mayTouch.verbs] : touches;
}

/** The settings that the function of a route reads besides those behind its verbs. It needs its condition's setting to decide as its policy did. */
export function settingsReadBy({ reads = [], mayTouch }: Route): readonly (keyof Settings)[] {
  const flag = mayTouch?.when ?? mayTouch?.unless;
  return flag === undefined ? reads : [...reads, flag];
}

/** Whether the function of a route computes a bcrypt hash. The product's own server computes those of the accounts that stay there. */
export function computesHashes({ id, hashesPasswords }: Route, settings: Settings): boolean {
  const realm = realmOf(id);
  return hashesPasswords && !(realm !== undefined && isUpstream(realm, settings));
}

/** The paths, and the same under a product's context path. */
export function withContextPath(contextPath: `/${string}`, paths: readonly `/${string}`[]): `/${string}`[] {
  return [...paths, ...paths.map((path): `/${string}` => `${contextPath}${path}`)];
}

function isMet(condition: Condition, settings: Settings): boolean {
  return condition.when === undefined ? !settings[condition.unless] : settings[condition.when];
}
