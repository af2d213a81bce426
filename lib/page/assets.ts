import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';

export const resetPasswordScript = built('reset-password.ts');
export const forgotPasswordScript = built('forgot-password.ts');
export const sentScript = built('sent.ts');
export const stopScript = built('stop.ts');
export const pageStyle = built('page.css');

/** Builds the pages' own code for the browsers of the last years. The bundler replaces this module by its values. */
function built(file: string): string {
  const { outputFiles } = buildSync({
    entryPoints: [fileURLToPath(new URL(`browser/${file}`, import.meta.url))],
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    target: ['chrome109', 'firefox115', 'safari16.4'],
    legalComments: 'none',
  });
  return (outputFiles[0]?.text ?? '').trim();
}
