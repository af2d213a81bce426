/**
 * A port that says what it is asked before it does it.
 *
 * @param onCall called with the name of each verb; when it throws, the verb rejects with that
 */
export function watchPort<Port extends object>(port: Port, onCall: (verb: string) => void): Port {
  return new Proxy(port, {
    get: (target, verb) => {
      // A port has nothing but asynchronous functions.
      const run: (...parameters: unknown[]) => unknown = Reflect.get(target, verb) as never;
      return async (...parameters: unknown[]) => {
        onCall(String(verb));
        return run(...parameters);
      };
    },
  });
}
