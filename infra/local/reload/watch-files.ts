import { type FSWatcher, readdirSync, watch } from 'node:fs';
import { join } from 'node:path';

/** An editor writes a file in several steps, and one save may change several files. */
const quietMilliseconds = 20;

/**
 * Watches the files below these folders. Each folder has a watcher of its own, because a watcher of a file loses a file that an editor
 * replaces.
 *
 * @param onChange gets the paths that changed together
 * @returns ends the watching
 */
export function watchFiles(folders: readonly string[], onChange: (files: readonly string[]) => void): () => void {
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let quiet: NodeJS.Timeout | undefined;

  const tell = () => {
    const files = [...changed];
    changed.clear();
    onChange(files);
  };
  const note = (file: string) => {
    changed.add(file);
    clearTimeout(quiet);
    quiet = setTimeout(tell, quietMilliseconds);
  };
  const watchFolder = (folder: string) => {
    if (watchers.has(folder)) {
      return;
    }
    watchers.set(
      folder,
      watch(folder, (_kind, name) => {
        if (name !== null) {
          note(join(folder, name));
          foldersBelow(folder).forEach(watchFolder);
        }
      }),
    );
    foldersBelow(folder).forEach(watchFolder);
  };

  folders.forEach(watchFolder);
  return () => {
    clearTimeout(quiet);
    for (const watcher of watchers.values()) {
      watcher.close();
    }
  };
}

function foldersBelow(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [join(folder, entry.name)] : [],
    );
  } catch {
    // The folder is gone.
    return [];
  }
}
