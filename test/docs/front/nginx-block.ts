import { pageOf } from '#test/docs/pages.ts';

const blocks: readonly (readonly [title: string, text: string])[] = [
  ...pageOf('docs/front.md').matchAll(/^```nginx\n# (.+)\n([\s\S]*?)^```$/gm),
].map(([, title = '', text = '']) => [title, text]);

/**
 * A block for nginx in docs/front.md.
 *
 * @param title its first line, up to a colon
 */
export function nginxBlock(title: string): string {
  const found = blocks.filter(([first]) => first === title || first.startsWith(`${title}:`));
  const [block] = found;
  if (block === undefined || found.length > 1) {
    throw new Error(`docs/front.md has ${found.length} blocks for nginx that begin with “# ${title}”`);
  }
  return block[1];
}

/** The blocks of a server that shares its host name with Rekey, for all three products. */
export const together = () =>
  ['Crafter Profile', 'Crafter Studio', 'Traffic Ops, together with Rekey', "Rekey's own pages"].map(nginxBlock).join('');

/** The blocks of a Traffic Ops that leaves everything but the first call to Rekey's own host name. */
export const apart = () => nginxBlock("Traffic Ops, with everything else on Rekey's own host name");
