import * as z from 'zod/mini';

/** A string attribute in a stream's image. */
export function textAttribute<Schema extends z.ZodMiniType<unknown, string>>(schema: Schema) {
  return z.pipe(
    z.pipe(
      z.object({ S: z.string() }),
      z.transform(({ S }) => S),
    ),
    schema,
  );
}

/** A whole-number attribute in a stream's image. */
export const numberAttribute = z.pipe(
  z.pipe(
    z.object({ N: z.string() }),
    z.transform(({ N }) => Number(N)),
  ),
  z.int(),
);
