import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy that can stop to forward while its sockets stay open, as a dead network path does. */
export async function openProxy(upstream: string) {
  const sockets = new Set<Socket>();
  let isSilent = false;
  const server = createServer((client) => {
    const there = createConnection(Number(new URL(upstream).port), '127.0.0.1');
    for (const [from, to] of [
      [client, there],
      [there, client],
    ] as const) {
      sockets.add(from);
      from.on('data', (bytes) => {
        if (!isSilent) to.write(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => to.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    /** Bytes sent from now on are lost, both ways. */
    silence: () => (isSilent = true),
    /** Forwards again, on new connections. */
    resume: () => {
      isSilent = false;
      for (const socket of sockets) socket.destroy();
    },
    close: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}
