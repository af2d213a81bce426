import type { Reply } from './reply.ts';

/** A call that a double answers. `Context` is all that its answer depends on. */
export type Call<Context> = {
  method: string;
  /** `{name}` stands for one segment. */
  path: string;
  answer(context: Context): Reply | Promise<Reply>;
};

type Found<C> = { call: C /** Decoded. */; parameters: Record<string, string> };

export type Lookup<C> =
  | { found: Found<C>; methods?: never }
  | { found?: never /** What the path answers to. */; methods: string[] };

/** The first call of the table that has this method and path. */
export function findCall<C extends Pick<Call<never>, 'method' | 'path'>>(
  calls: readonly C[],
  method: string,
  path: string,
): Lookup<C> {
  const methods: string[] = [];
  for (const call of calls) {
    const parameters = match(call.path, path);
    if (parameters && call.method === method) {
      return { found: { call, parameters } };
    }
    if (parameters) {
      methods.push(call.method);
    }
  }
  return { methods };
}

function match(template: string, path: string): Record<string, string> | undefined {
  const expected = template.split('/');
  const given = path.split('/');
  if (expected.length !== given.length) {
    return undefined;
  }
  const parameters: Record<string, string> = {};
  for (const [index, segment] of expected.entries()) {
    const value = given[index] ?? '';
    const name = /^\{(.+)\}$/.exec(segment)?.[1];
    if (name === undefined ? segment !== value : value === '') {
      return undefined;
    }
    if (name !== undefined) {
      parameters[name] = decode(value);
    }
  }
  return parameters;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
