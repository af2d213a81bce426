import * as z from 'zod/mini';

const operation = z.object({ operationId: z.string(), tags: z.array(z.string()) });
const tag = z.object({ name: z.string() });
/** What stands for a part that is passed on has its keys in the order of the file. */
const whole = z.record(z.string(), z.unknown());
const parts = z.object({ tags: z.array(z.unknown()), paths: z.record(z.string(), whole) });

/** The text of openapi.json, with only the operations of these routes. */
export function servedOpenApi(text: string, routeIds: ReadonlySet<string>): string {
  const document = z.parse(whole, JSON.parse(text));
  const { tags, paths } = z.parse(parts, document);
  const served = Object.entries(paths).flatMap(([path, operations]) => {
    const left = Object.entries(operations).filter(([, each]) => routeIds.has(z.parse(operation, each).operationId));
    return left.length === 0 ? [] : [[path, Object.fromEntries(left)] as const];
  });
  const used = new Set(
    served.flatMap(([, operations]) => Object.values(operations).flatMap((each) => z.parse(operation, each).tags)),
  );
  const kept = { tags: tags.filter((each) => used.has(z.parse(tag, each).name)), paths: Object.fromEntries(served) };
  return `${JSON.stringify({ ...document, ...kept }, undefined, 2)}\n`;
}
