import type { World } from './world.ts';

export type GoldenRequest = {
  method: 'GET' | 'POST' | 'PUT' | 'HEAD';
  /** Path and query, exactly as in the request line. */
  path: string;
  headers?: { readonly [name: string]: string };
  body?: string | Buffer;
};

export type GoldenResponse = {
  status: number;
  /** All headers except those of the transport. Names may have any letter case. */
  headers: { readonly [name: string]: string };
  body: string;
};

export type Values = { readonly [name: string]: string };

/**
 * One request and its answer, byte for byte. `{{name}}` stands for a value that `given` returns. Answers may also use `{{integer}}`, `{{date}}`
 * (an HTTP date), `{{uuid}}`, `{{word}}`, and `{{sha512}}` (of the body, as Traffic Ops writes it).
 */
export type Exchange = {
  /** Begins with the contract row's id. */
  title: string;
  route: string;
  /** Environment variables that differ from the demo's. */
  settings?: Values;
  /** Stores the state that the request needs. */
  given?: (world: World) => Promise<Values>;
  request: GoldenRequest;
  response: GoldenResponse;
};

const patterns: Values = {
  integer: '\\d+',
  date: '[A-Z][a-z]{2}, \\d{2} [A-Z][a-z]{2} \\d{4} \\d{2}:\\d{2}:\\d{2} GMT',
  uuid: '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}',
  word: '\\w+',
};

/** The template with its values filled in. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{\{(\w+)\}\}/g, (placeholder, name) => values[name] ?? placeholder);
}

/** A pattern that matches exactly what the template describes. */
export function patternOf(template: string, values: Values): RegExp {
  const escaped = fill(template, values).replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
  const source = escaped.replace(/\\\{\\\{(\w+)\\\}\\\}/g, (placeholder, name) => patterns[name] ?? placeholder);
  return new RegExp(`^${source}$`, 's');
}
