import { request } from 'node:http';
import { AccessGuard, accessVariables } from '@silkgauge/access';
import { ProblemError, Registry } from '@silkgauge/service';
import { madeKey, WrittenTable } from '../index.ts';
import { fastify, type FastifyInstance } from 'fastify';
import { startApp, type RunningApp } from '../services/index.ts';

const bound = madeKey({ scopes: ['read'] });
const closing: (() => Promise<unknown>)[] = [];
afterAll(() => Promise.all(closing.map((close) => close())));

/** Readings behind a guard, where the key counts from 127.0.0.1 alone. */
const guarded = async (trusted: readonly string[]): Promise<string> => {
  const server: FastifyInstance = fastify({ trustProxy: trusted.length > 0 && [...trusted] });
  server.setErrorHandler((error, _request, reply) =>
    error instanceof ProblemError
      ? reply.code(error.problem.status).send({ ...error.problem })
      : reply.code(500).send({ detail: String(error) }),
  );
  const needsOf = () => ({ scope: 'read', limit: null }) as const;
  const config = accessVariables.read({ ACCESS: 'keys' });
  const guard = new AccessGuard({ config, registry: new Registry(), needsOf });
  const table = new WrittenTable({ ...bound.record, addresses: ['127.0.0.1/32'] });
  guard.install(server, { table, logger: { warn: () => undefined } });
  server.get('/readyz', () => ({ status: 'ready' }));
  server.get('/v1/growth', () => ({ items: [], next: null }));
  closing.push(() => server.close());
  return server.listen({ host: '127.0.0.1', port: 0 });
};

/** What the tool `growth` answers to a caller at an address. */
const told = (mcp: RunningApp, localAddress: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const call = { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name: 'growth', arguments: {} } };
    const headers = {
      ...{ authorization: `Bearer ${bound.token}`, 'content-type': 'application/json' },
      accept: 'application/json, text/event-stream',
    };
    request(new URL('/mcp', mcp.url), { method: 'POST', headers, localAddress }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (part: string) => (text += part));
      answer.on('end', () => {
        resolve(text);
      });
    })
      .on('error', reject)
      .end(JSON.stringify(call));
  });

it('a key that is bound to addresses counts from these alone, through mcp too', async () => {
  const [trusting, other] = [await guarded(['127.0.0.1']), await guarded([])];
  const [mcp, unknown] = await Promise.all(
    [trusting, other].map((GROWTH_API_URL) => startApp('mcp', { GROWTH_API_URL, LOG_LEVEL: 'warn' })),
  );
  for (const each of [mcp, unknown]) closing.push(async () => each?.stop());
  expect(await told(mcp as RunningApp, '127.0.0.1')).toContain('/v1/growth?limit=10');
  expect(await told(mcp as RunningApp, '127.0.0.9')).toContain('growth-api answered 401');
  // Nobody knows where the caller of an mcp is that growth-api does not trust.
  expect(await told(unknown as RunningApp, '127.0.0.1')).toContain('growth-api answered 401');
});
