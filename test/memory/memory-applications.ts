import type { Application, Applications } from '#lib/reset/ports.ts';
import { readable } from './readable.ts';

export type MemoryApplications = Applications & {
  /** Creates or replaces an application, as the operator would. */
  store(application: Application): void;
  /** From now on the application under this key cannot be read. */
  makeUnreadable(accessTokenHash: string): void;
};

export function memoryApplications(): MemoryApplications {
  const items = new Map<string, Application | 'unreadable'>();
  return {
    find: async (accessTokenHash) => structuredClone(readable(items.get(accessTokenHash))),
    store: (application) => {
      items.set(application.accessTokenHash, structuredClone(application));
    },
    makeUnreadable: (accessTokenHash) => {
      items.set(accessTokenHash, 'unreadable');
    },
  };
}
