import { connect, createServer, type Server } from 'node:net';
import { SamError } from './sam-error.ts';

/**
 * Hands on what arrives at `address:port` to the same port of loopback, so that containers reach what listens there and nobody beyond this
 * machine does.
 *
 * @throws {SamError} when the port of that address cannot be had
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
      reject(new SamError(`Port ${port} of ${address}, where containers look for this machine, cannot be used (${error.code}).`));
    });
    // It ends with the process, whatever becomes of what is run meanwhile.
    server.listen(port, address, () => resolve(server.unref()));
  });
}
