/** Loads the function with this id and returns its handler. */
export type LoadFunction = (id: string) => Promise<unknown>;

/** The source file of a function, as it stands. */
export const loadSource: LoadFunction = async (id) => {
  const module: { handler?: unknown } = await import(`#functions/${id}.ts`);
  return module.handler;
};

export type LoadKept = <Handler extends (...parameters: never) => Promise<unknown>>(id: string) => Promise<Handler>;

/** Loads each function once, when first asked for. */
export function keepingFunctions(load: LoadFunction): LoadKept {
  const kept = new Map<string, Promise<unknown>>();
  return async <Handler>(id: string) => {
    const loading = kept.get(id) ?? load(id);
    kept.set(id, loading);
    const handler = await loading;
    if (typeof handler !== 'function') {
      throw new Error(`functions/${id}.ts exports no handler`);
    }
    // Which events a function takes is known by its route or stream alone; Lambda itself knows no more.
    return handler as Handler;
  };
}
