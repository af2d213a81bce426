/** Loads the function with this id and returns its handler. */
export type LoadFunction = (id: string) => Promise<unknown>;

/** Loads a function from its source file. */
export const loadSource: LoadFunction = async (id) => {
  const module: { handler?: unknown } = await import(`#functions/${id}.ts`);
  return module.handler;
};

export type LoadKept = <Handler extends (...parameters: never) => Promise<unknown>>(id: string) => Promise<Handler>;

/** Loads each function once, on first use. */
export function keepingFunctions(load: LoadFunction): LoadKept {
  const kept = new Map<string, Promise<unknown>>();
  return async <Handler>(id: string) => {
    const loading = kept.get(id) ?? load(id);
    kept.set(id, loading);
    const handler = await loading;
    if (typeof handler !== 'function') {
      throw new Error(`functions/${id}.ts exports no handler`);
    }
    // Only its route or stream says which events a function takes. Lambda itself does not check that either.
    return handler as Handler;
  };
}
