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
