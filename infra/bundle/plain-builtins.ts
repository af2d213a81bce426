import { isBuiltin } from 'node:module';
import type { Plugin } from 'esbuild';

/**
 * Gets Node's own modules without an `import`. An import reads every export of a module to make names of them, and some exports load more when they
 * are read: `node:http` then loads the whole of undici, which takes 20 ms of a cold start and which nothing here uses (docs/performance.md).
 */
export const plainBuiltins: Plugin = {
  name: 'plain-builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^(node:|[a-z_/]+$)/ }, ({ path, kind }) =>
      isBuiltin(path) ? { path, namespace: kind === 'import-statement' ? 'builtin-names' : 'builtin' } : undefined,
    );
    onLoad({ filter: /.*/, namespace: 'builtin-names' }, ({ path }) => ({ contents: withNames(path), loader: 'js' }));
    onLoad({ filter: /.*/, namespace: 'builtin' }, ({ path }) => ({
      contents: `module.exports = ${moduleOf(path)};`,
      loader: 'js',
    }));
  },
};

const moduleOf = (path: string) => `process.getBuiltinModule(${JSON.stringify(path)})`;

/**
 * The module with a constant for each of its exports. The bundler keeps those that the code names and drops the others, because the mark says that
 * reading them does nothing else. Without names, each file that imports from the module would get an object with a getter for each export.
 */
function withNames(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter(
    (name) => /^[A-Za-z_$][\w$]*$/.test(name) && name !== 'default',
  );
  const constants = names.map((name, index) => `const name${index} = /* @__PURE__ */ read('${name}');`);
  const exported = names.map((name, index) => `name${index} as ${name}`);
  return [
    `const builtin = ${moduleOf(path)};`,
    'const read = (name) => builtin[name];',
    ...constants,
    `export { builtin as default, ${exported.join(', ')} };`,
  ].join('\n');
}
