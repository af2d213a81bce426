import type { Metafile } from 'esbuild';
import { analyseBundles } from '#infra/bundle/bundle.ts';
import { functionIds } from '#lib/function-ids.ts';

/** The folders of the packages that any uploaded function holds code or data of, such as `node_modules/zod`. */
export async function shippedPackages(): Promise<readonly string[]> {
  const { metafile, evaluatedFrom } = await analyseBundles(functionIds);
  return [...new Set([...packagesIn(metafile), ...evaluatedFrom.map((name) => `node_modules/${name}`)])].sort();
}

/** The folders of the packages that have code in the output. A package that was read but shaken off is not among them. */
export function packagesIn({ outputs }: Pick<Metafile, 'outputs'>): readonly string[] {
  const inputs = Object.values(outputs).flatMap(({ inputs }) => Object.entries(inputs));
  const files = inputs.filter(([, { bytesInOutput }]) => bytesInOutput > 0).map(([file]) => file);
  return [...new Set(files.flatMap((file) => packageFolder.exec(file)?.[0] ?? []))].sort();
}

/** Greedy, so that a package inside another package counts as itself. */
const packageFolder = /^.*node_modules\/(@[^/]+\/)?[^/]+/;
