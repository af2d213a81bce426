/** What is changed of a function for one side of a comparison. */
export type Change = { MemorySize?: number; variables?: { readonly [name: string]: string } };

export type Variant = { before: { name: string; change: Change }; after: { name: string; change: Change } };

/** What can be compared. The second side stands beside the first one, which is its limit. */
export const variants = {
  memory: { before: { name: '512 MB', change: { MemorySize: 512 } }, after: { name: '1,024 MB', change: { MemorySize: 1024 } } },
  'init-work': {
    before: { name: 'without work in INIT', change: { variables: { REKEY_WITHOUT_INIT_WORK: 'true' } } },
    after: { name: 'with it', change: {} },
  },
  'code-cache': {
    before: { name: 'without the code cache', change: { variables: { REKEY_WITHOUT_CODE_CACHE: 'true' } } },
    after: { name: 'with it', change: {} },
  },
} as const satisfies { [name: string]: Variant };

export type VariantName = keyof typeof variants;

/** Lambda in us-east-1 on arm64, in dollars. An assumption, as in docs/deploying.md. */
const dollars = { gigabyteSecond: 0.000_013_333_4, invocation: 0.2 / 1e6 };

/** The most that a measurement may cost, if each start is billed for two seconds with the largest memory of the functions. */
export function mostDollars(functions: number, rounds: number): number {
  const invocations = functions * rounds * 2;
  return invocations * (dollars.invocation + 2 * 1.73 * dollars.gigabyteSecond);
}
