import { createServer } from 'node:net';
import { once } from 'node:events';
import { freePort } from '../../harness/services/index.ts';
import { takenPorts } from './taken-ports.ts';

it('names a taken port with its owner and its variable, and no free port', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  const lines = await takenPorts([
    { name: 'customs-feed', variable: 'CUSTOMS_FEED_PORT', port },
    { name: 'Kafka', variable: 'KAFKA_PORT', port: await freePort() },
  ]);
  server.close();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(`Port ${port} for customs-feed is taken`);
  expect(lines[0]).toContain('choose another with CUSTOMS_FEED_PORT=...');
  if (process.platform === 'linux') expect(lines[0]).toContain(`by process ${process.pid} (`);
});
