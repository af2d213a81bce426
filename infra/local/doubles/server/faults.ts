import type { OutgoingHttpHeaders } from 'node:http';
import type { Received } from './received.ts';

/** What goes wrong with a call. */
export type Fault =
  /** The call is done, and the connection closes without an answer. */
  | { kind: 'drop-answer' }
  /** The connection closes, and the call is not done. */
  | { kind: 'drop-before' }
  /** The call waits for this many milliseconds or for this promise. Then it is done, even if the client has left. */
  | { kind: 'late'; until: number | Promise<unknown> }
  /** The call is not done, and this is the answer. */
  | { kind: 'refuse'; status: number; body: string; headers?: OutgoingHttpHeaders }
  /** The call is not done, and a proxy answers with its error page. */
  | { kind: 'html-500' }
  /** The call is not done, and no answer ever comes. */
  | { kind: 'hang' }
  /** The call is not done, and the answer is 200 with an empty body. */
  | { kind: 'empty-200' }
  /** The call is done, and 2 MiB of blanks follow the answer, which stays well-formed JSON. */
  | { kind: 'big' }
  /** The call is not done, and the client is redirected to the same path below `/redirected`, where the call is done. */
  | { kind: 'redirect' }
  /** This runs before the call is done, for example to change the account between the caller's read and its write. */
  | { kind: 'before-write'; run(): unknown };

export type Injection = {
  /** Absent: any method. */
  method?: string;
  /** The whole path without the query, or a pattern of it. Absent: any path. */
  path?: string | RegExp;
  /** How many calls it hits. Absent: all. */
  times?: number;
  /** How many matching calls are left alone before the first one is hit. */
  after?: number;
  fault: Fault;
};

type Counted = { injection: Injection; seen: number };

/** The faults that a test has injected. If several match a call, the first one hits it. */
export class Faults {
  #counted: Counted[] = [];

  inject(injection: Injection): void {
    this.#counted.push({ injection, seen: 0 });
  }

  clear(): void {
    this.#counted = [];
  }

  take(request: Pick<Received, 'method' | 'path'>): Fault | undefined {
    for (const counted of this.#counted) {
      const { after = 0, times = Number.POSITIVE_INFINITY, fault } = counted.injection;
      if (matches(counted.injection, request) && counted.seen < after + times) {
        counted.seen++;
        if (counted.seen > after) {
          return fault;
        }
      }
    }
    return undefined;
  }
}

function matches({ method, path }: Injection, request: Pick<Received, 'method' | 'path'>): boolean {
  const isPath = path instanceof RegExp ? path.test(request.path) : path === undefined || path === request.path;
  return isPath && (method === undefined || method === request.method);
}
