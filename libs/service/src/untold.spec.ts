import { fastify, LogController } from 'fastify';
import { Registry } from 'prom-client';
import { leaveUntold, measureRequests } from './http.ts';
import { traceRequests } from './trace/trace-requests.ts';
import { useTracer } from './trace/tracer.ts';

afterAll(() => {
  useTracer(null);
});

it('a request that is left untold has no span, no line in the log, and no place in a measure', async () => {
  const ended: string[] = [];
  useTracer({ isOn: true, start: ({ name }) => ({ traceparent: null, end: () => ended.push(name) }) });
  const lines: string[] = [];
  const stream = { write: (line: string) => void lines.push(line) };
  const logController = new LogController({ disableRequestLogging: true });
  const server = fastify({ logger: { level: 'trace', stream }, logController });
  const registry = new Registry();
  traceRequests(server);
  measureRequests(server, registry);
  server.get('/told', () => ({}));
  server.get('/untold', (request) => {
    leaveUntold(request);
    return {};
  });
  for (const url of ['/told', '/untold']) expect((await server.inject(url)).statusCode).toBe(200);
  await server.close();
  expect(ended).toEqual(['GET /told']);
  expect(lines.filter((line) => line.includes('told')).map((line) => /\/\w+/.exec(line)?.[0])).toEqual([
    '/told',
  ]);
  expect(await registry.metrics()).not.toContain('untold');
  expect(await registry.metrics()).toContain('route="/told"');
});
