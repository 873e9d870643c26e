import type { RunningService } from '@silkgauge/service';
import { start } from './start.ts';

let mcp: RunningService;
beforeAll(async () => {
  mcp = await start({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', callsAtOnce: 16, hosts: [], origins: [] },
    ...{ tls: null, trustedProxies: [], tracing: null },
    ...{ apiUrl: 'http://127.0.0.1:1', publicUrl: '', apiTimeout: 1_000 },
  });
});
afterAll(() => mcp.stop());

const PING = { jsonrpc: '2.0', id: 1, method: 'ping' };

async function post(body: string): Promise<{ status: number; told: any }> {
  const response = await fetch(`${mcp.url}/mcp`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    body,
  });
  return { status: response.status, told: await response.json() };
}

it('a message alone is answered', async () => {
  expect(await post(JSON.stringify(PING))).toEqual({
    status: 200,
    told: { jsonrpc: '2.0', id: 1, result: {} },
  });
});

it.each([
  ['of many messages', JSON.stringify(Array.from({ length: 50 }, (_, id) => ({ ...PING, id })))],
  ['of one message', JSON.stringify([PING])],
  ['of none', '[]'],
  ['behind blanks', ` \r\n\t[${JSON.stringify(PING)}]`],
  ['behind a byte order mark', `\ufeff[${JSON.stringify(PING)}]`],
])('a batch %s is refused, and the answer says why', async (_, body) => {
  const { status, told } = await post(body);
  expect(status).toBe(400);
  expect(told).toMatchObject({ jsonrpc: '2.0', id: null, error: { code: -32_600 } });
  expect(told.error.message).toMatch(/array.*no JSON-RPC batches.*Send each message/);
});
