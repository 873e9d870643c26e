import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { goneSignal } from './client-gone.ts';

it('a client that leaves before it has an answer is seen to be gone', async () => {
  let take: (response: ServerResponse) => void = () => undefined;
  const taken = new Promise<ServerResponse>((resolve) => (take = resolve));
  const server = createServer((_, response) => {
    take(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const asked = request({ host: '127.0.0.1', port }).on('error', () => undefined);
  asked.end();
  const response = await taken;
  const gone = goneSignal(response);
  expect(gone.aborted).toBe(false);
  const seen = new Promise((resolve) => {
    gone.addEventListener('abort', resolve);
  });
  asked.destroy();
  await seen;
  expect(goneSignal(response).aborted).toBe(true);
  await new Promise((resolve) => server.close(resolve));
});
