import { pageOf } from '#test/docs/pages.ts';

const pages = ['docs/front.md', 'docs/own-accounts.md'].map(pageOf).join('\n');
const blocks: readonly (readonly [title: string, text: string])[] = [
  ...pages.matchAll(/^```nginx\n# (.+)\n([\s\S]*?)^```$/gm),
].map(([, title = '', text = '']) => [title, text]);

/**
 * A block for nginx in docs/front.md or docs/own-accounts.md.
 *
 * @param title its first line, up to a colon
 */
export function nginxBlock(title: string): string {
  const found = blocks.filter(([first]) => first === title || first.startsWith(`${title}:`));
  const [block] = found;
  if (block === undefined || found.length > 1) {
    throw new Error(`the pages have ${found.length} blocks for nginx that begin with “# ${title}”`);
  }
  return block[1];
}

/** The blocks of a server that shares its host name with Rekey, for all three products. */
export const together = () =>
  ['Crafter Profile', 'Crafter Studio', 'Traffic Ops, together with Rekey', "Rekey's own pages"].map(nginxBlock).join('');

/** The blocks of a Traffic Ops that leaves everything but the first call to Rekey's own host name. */
export const apart = () => nginxBlock("Traffic Ops, with everything else on Rekey's own host name");

/** The rules of the http block. */
export const inHttp = () => nginxBlock('/etc/nginx/conf.d/rekey.conf');

/** The same where Traffic Ops' accounts are in Rekey's own table. */
export const inHttpWithOwnAccounts = () => inHttp().replace(/^map [\s\S]*?^}$/m, () => nginxBlock('In the http block'));
