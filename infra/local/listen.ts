import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The local stack cannot start, and the message alone tells the developer why. */
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

const pollMilliseconds = 10;

/**
 * Listens on loopback and nowhere else.
 *
 * @returns the server's URL, without a slash at the end
 * @throws {StartError} when the port cannot be had
 */
export function listen(server: Server, port: Port): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const reason = error.code === 'EADDRINUSE' ? 'is taken' : `cannot be used (${error.code ?? error.message})`;
      reject(new StartError(`Port ${port.number} ${reason}: set ${port.variable} to another one.`));
    });
    server.listen(port.number, loopback, () => {
      // A server that listens on a host and port has an AddressInfo; strings are for pipes, null for servers that do not listen.
      const address = server.address() as AddressInfo;
      resolve(`http://${loopback}:${address.port}`);
    });
  });
}

/**
 * Closes a server, connections that are kept alive included.
 *
 * @param graceMilliseconds how long requests that are under way may take to end
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
