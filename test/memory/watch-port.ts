/**
 * A port that reports each call before it executes it.
 *
 * @param onCall called with the name of each verb; if it throws, the verb rejects with that error
 */
export function watchPort<Port extends object>(port: Port, onCall: (verb: string) => void): Port {
  return new Proxy(port, {
    get: (target, verb) => {
      // All members of a port are asynchronous functions.
      const run: unknown = Reflect.get(target, verb);
      // `await` asks whatever it gets for a `then`.
      if (typeof run !== 'function') {
        return run;
      }
      return async (...parameters: unknown[]) => {
        onCall(String(verb));
        return run(...parameters);
      };
    },
  });
}
