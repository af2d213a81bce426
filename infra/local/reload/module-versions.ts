import { registerHooks } from 'node:module';

/** Which modules import which. It lets a module be loaded again after its file has changed, together with all modules that import it. */
export type ModuleVersions = {
  /** Marks the modules of these files, and all that import them, to be loaded again. Returns all marked ones. */
  change(files: Iterable<string>): Set<string>;
  /** The address under which to import a module in its current version. */
  current(url: string): string;
};

/**
 * Watches what is imported from here on. Packages are loaded once. A changed module gets a new address, so what still runs keeps the former
 * one, and whoever imports the new address gets the new code with the unchanged modules around it.
 *
 * @param root the folder of the project, as a file URL that ends with a slash
 */
export function watchImports(root: string): ModuleVersions {
  const versions = new Map<string, number>();
  const importers = new Map<string, Set<string>>();
  const current = (url: string) => (versions.has(url) ? `${url}?v=${versions.get(url)}` : url);

  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = nextResolve(specifier, context);
      const url = withoutVersion(found.url);
      if (!url.startsWith(root) || url.includes('/node_modules/')) {
        return found;
      }
      const known = importers.get(url) ?? new Set();
      importers.set(url, known);
      if (context.parentURL !== undefined) {
        known.add(withoutVersion(context.parentURL));
      }
      return { ...found, url: current(url) };
    },
  });

  return {
    current,
    change(files) {
      const marked = new Set<string>();
      const mark = (url: string) => {
        if (importers.has(url) && !marked.has(url)) {
          marked.add(url);
          versions.set(url, (versions.get(url) ?? 0) + 1);
          for (const importer of importers.get(url) ?? []) {
            mark(importer);
          }
        }
      };
      for (const file of files) {
        mark(file);
      }
      return marked;
    },
  };
}

function withoutVersion(url: string): string {
  return url.replace(/\?v=\d+$/, '');
}
