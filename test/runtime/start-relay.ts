import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Relay = {
  url: string;
  /** How many dead connections a client wrote to. */
  resets(): number;
  /**
   * From now on every open connection is dead: it stays open, and is reset when the client writes. New connections work.
   *
   * @returns how many connections died
   */
  killOpenConnections(): number;
  stop(): void;
};

/** Passes connections on to another server, and loses them as a network does while a sandbox is frozen. */
export async function startRelay(target: string): Promise<Relay> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const dead = new WeakSet<Socket>();
  let resets = 0;
  const server = createServer((client) => {
    open.add(client);
    const upstream = connect(Number(port), hostname);
    client.on('data', (bytes) => {
      if (dead.has(client)) {
        resets += 1;
        client.resetAndDestroy();
        return;
      }
      upstream.write(bytes);
    });
    upstream.on('data', (bytes) => client.write(bytes));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy());
      one.on('close', () => other.destroy());
    }
    client.on('close', () => open.delete(client));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  // The address of a server that listens on a port has this type.
  const { port: ownPort } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${ownPort}`,
    resets: () => resets,
    killOpenConnections: () => {
      const alive = [...open].filter((client) => !dead.has(client));
      for (const client of alive) {
        dead.add(client);
      }
      return alive.length;
    },
    stop: () => {
      for (const client of open) {
        client.destroy();
      }
      server.close();
    },
  };
}
