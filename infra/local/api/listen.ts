import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The local stack cannot start. The message is all that the developer sees. */
export class StartError extends Error {
  override readonly name = 'StartError';
}

export type Port = {
  /** 0 takes any free port. */
  number: number;
  /** The environment variable that chooses it. */
  variable: string;
};

export const loopback = '127.0.0.1';

/**
 * The port that an environment variable chooses.
 *
 * @throws {StartError} when the variable holds no port
 */
export function portOf(variable: string, fallback: number): Port {
  const text = process.env[variable] || `${fallback}`;
  const number = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(number <= 65_535)) {
    throw new StartError(`${variable} must be a port number from 0 to 65535.`);
  }
  return { number, variable };
}

const pollMilliseconds = 10;

/**
 * Listens on loopback and nowhere else.
 *
 * @returns the server's URL, without a slash at the end
 * @throws {StartError} when it cannot listen on the port
 */
export function listen(server: Server, port: Port): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is already in use' : `cannot be used (${error.code ?? error.message})`;
      reject(new StartError(`Port ${port.number} ${reason}. Set ${port.variable} to another port.`));
    });
    server.listen(port.number, loopback, () => {
      // A server that listens on a host and port has an AddressInfo. A string is for pipes, null for servers that do not listen.
      const address = server.address() as AddressInfo;
      resolve(`http://${loopback}:${address.port}`);
    });
  });
}

/**
 * Closes a server and its connections, including those that are kept alive.
 *
 * @param graceMilliseconds how long requests in progress may still take
 */
export function close(server: Server, graceMilliseconds = 0): Promise<void> {
  return new Promise((resolve, reject) => {
    const deadline = performance.now() + graceMilliseconds;
    const endConnections = () => (performance.now() < deadline ? server.closeIdleConnections() : server.closeAllConnections());
    const polling = setInterval(endConnections, pollMilliseconds);
    server.close((error) => {
      clearInterval(polling);
      if (error) {
        reject(error);
      } else {
        resolve();
      }
    });
    endConnections();
  });
}
