import { createServer } from 'node:net';

const FIRST = 20_000;
const COUNT = 10_000;

/**
 * A port without a listener now, below the range of outgoing connections (32768 and up): a restarted server
 * finds its port free, and no dialling client connects to itself.
 */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(COUNT * Math.random());
    if (await isFree(port)) return port;
  }
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => {
      resolve(false);
    });
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.close(() => {
        resolve(true);
      });
    });
  });
}
