import { createServer } from 'node:net';

const FIRST = 20_000;
const COUNT = 10_000;

/**
 * A port nobody listens on at this moment; callers bind it soon. It is below those that outgoing connections are given (32768 and up):
 * a server that is away for a while finds it free again, and no client that dials it meanwhile is connected with itself.
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
