import type { Plugin } from 'esbuild';
import { buildFilter } from './breached/build-filter.ts';
import { readDigests } from './breached/read-digests.ts';

/** @param certificateAuthorities PEM; undefined: those that Node.js trusts */
export function inlineAuthorities(certificateAuthorities: string | undefined): Plugin {
  const contents = `export const certificateAuthorities = ${JSON.stringify(certificateAuthorities)};`;
  return {
    name: 'inline-authorities',
    setup: ({ onLoad }) => onLoad({ filter: /lib\/upstream\/certificate-authorities\.ts$/ }, () => ({ contents, loader: 'js' })),
  };
}

/** Replaces the list of breached passwords by its filter. It is built once for all functions. */
export function inlineFilter(list: string | undefined): Plugin {
  const filter = list === undefined ? undefined : Buffer.from(buildFilter(readDigests(list))).toString('base64');
  const contents = `export const breachedPasswords = ${JSON.stringify(filter)};`;
  return {
    name: 'inline-filter',
    setup: ({ onLoad }) => onLoad({ filter: /lib\/passwords\/breached-passwords\.ts$/ }, () => ({ contents, loader: 'js' })),
  };
}
