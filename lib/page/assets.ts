import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

const built = build(['reset-password.ts', 'forgot-password.ts', 'sent.ts', 'stop.ts', 'page.css']);

export const resetPasswordScript = built.get('reset-password.js') ?? '';
export const forgotPasswordScript = built.get('forgot-password.js') ?? '';
export const sentScript = built.get('sent.js') ?? '';
export const stopScript = built.get('stop.js') ?? '';
export const pageStyle = built.get('page.css') ?? '';

/**
 * Builds the pages' own code for the browsers of the last years, in one run of esbuild, because each run starts a process. The bundler replaces this
 * module by its values.
 */
function build(files: readonly string[]): ReadonlyMap<string, string> {
  const { outputFiles } = buildSync({
    entryPoints: files.map((file) => fileURLToPath(new URL(`browser/${file}`, import.meta.url))),
    // esbuild needs a folder to name its results. It writes nothing there.
    outdir: 'build',
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    legalComments: 'none',
  });
  return new Map(outputFiles.map(({ path, text }) => [basename(path), text.trim()]));
}
