import * as z from 'zod/mini';

const operation = z.looseObject({ operationId: z.string(), tags: z.array(z.string()) });
const document = z.looseObject({
  tags: z.array(z.looseObject({ name: z.string() })),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});

/** The text of openapi.json, with only the operations of these routes. */
export function servedOpenApi(text: string, routeIds: ReadonlySet<string>): string {
  const { tags, paths, ...others } = z.parse(document, JSON.parse(text));
  const served = Object.entries(paths).flatMap(([path, operations]) => {
    const left = Object.entries(operations).filter(([, { operationId }]) => routeIds.has(operationId));
    return left.length === 0 ? [] : [[path, Object.fromEntries(left)] as const];
  });
  const used = new Set(served.flatMap(([, operations]) => Object.values(operations).flatMap((each) => each.tags)));
  const kept = { ...others, tags: tags.filter(({ name }) => used.has(name)), paths: Object.fromEntries(served) };
  return JSON.stringify(kept, undefined, 2);
}
