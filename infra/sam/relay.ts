import { connect, createServer, type Server } from 'node:net';
import { SamError } from './sam-error.ts';

/**
 * Passes what arrives at `address:port` to the same port of loopback. Containers then reach a server that listens there, and nobody outside this
 * machine does.
 *
 * @throws {SamError} if it cannot listen on that port of the address
 */
export function relay(address: string, port: number): Promise<Server> {
  const server = createServer((from) => {
    const to = connect(port, '127.0.0.1');
    const end = () => {
      from.destroy();
      to.destroy();
    };
    from.on('error', end).on('close', end);
    to.on('error', end).on('close', end);
    from.pipe(to).pipe(from);
  });
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(new SamError(`Containers reach this machine on ${address}, but port ${port} there cannot be used (${error.code}).`));
    });
    // unref lets the process end while the relay is still open.
    server.listen(port, address, () => resolve(server.unref()));
  });
}
