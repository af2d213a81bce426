import type { Server } from 'node:http';

const pollMilliseconds = 10;

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
