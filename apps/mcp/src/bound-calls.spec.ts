import fastify from 'fastify';
import { boundCalls } from './bound-calls.ts';

it('an address has half of the places and as many calls that wait, others have theirs, health needs none', async () => {
  const app = fastify();
  boundCalls(app, 4);
  const { promise: ended, resolve: end } = Promise.withResolvers<string>();
  app.post('/mcp', () => ended);
  app.get('/healthz', () => 'alive');
  const call = (remoteAddress: string) => app.inject({ method: 'POST', url: '/mcp', remoteAddress });
  const greedy = Array.from({ length: 50 }, () => call('192.0.2.1'));
  const modest = call('192.0.2.2');
  const refused: unknown[] = [];
  for (const one of greedy)
    void one.then(
      ({ statusCode, headers }) => statusCode !== 200 && refused.push(headers['ratelimit-policy']),
    );
  expect((await app.inject('/healthz')).statusCode).toBe(200);
  // Four are dealt with or wait; what is refused waits for nothing.
  await Promise.any(greedy);
  end('done');
  expect((await modest).statusCode).toBe(200);
  const statuses = (await Promise.all(greedy)).map(({ statusCode }) => statusCode);
  expect(statuses.filter((status) => status === 200)).toHaveLength(4);
  expect(refused).toEqual(Array.from({ length: 46 }, () => '"calls";q=4;qu="concurrent-requests"'));
  await app.close();
});
