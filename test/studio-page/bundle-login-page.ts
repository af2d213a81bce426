import { build } from 'esbuild';

/** As the server of Studio writes it into its login page. */
const entry = `
import React from 'react';
import { createRoot } from 'react-dom/client';
import Login from '@craftercms/studio-ui/pages/Login';
const props = { passwordRequirementsMinComplexity: 3, xsrfToken: 'a-token', xsrfParamName: '_csrf', lockedErrorMessage: '', lockedTimeSeconds: null };
createRoot(document.getElementById('root')).render(React.createElement(Login, props));
`;

/**
 * The script of Studio's login page, unmodified.
 *
 * @param folder where Studio's pages are installed
 */
export async function bundleLoginPage(folder: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: entry, resolveDir: folder, loader: 'js' },
    bundle: true,
    minify: true,
    write: false,
    format: 'iife',
    loader: { '.svg': 'dataurl' },
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'error',
  });
  return outputFiles[0]?.text ?? '';
}
