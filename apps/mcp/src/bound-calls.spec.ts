import { once } from 'node:events';
import { request, type ClientRequest, type IncomingMessage } from 'node:http';
import { eventually } from '@silkgauge/testing';
import { start } from './start.ts';

const MESSAGE = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list', params: {} });

it('an address has as many calls at once as there is room for, and health waits for none of them', async () => {
  const service = await start({
    ...{ host: '127.0.0.1', port: 0, logLevel: 'silent', callsAtOnce: 4, hosts: [], origins: [] },
    ...{ tls: null, trustedProxies: [], tracing: null },
    ...{ apiUrl: 'http://127.0.0.1:1', publicUrl: '', apiTimeout: 1_000 },
  });
  /** Begins a call, whose message is still to come. */
  const begin = () => {
    const call = request(`${service.url}/mcp`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json, text/event-stream' },
    });
    call.flushHeaders();
    return { call, answer: once(call, 'response') as Promise<[IncomingMessage]> };
  };
  const refused: IncomingMessage[] = [];
  const open: ClientRequest[] = [];
  try {
    // Two are dealt with, two wait.
    const begun = Array.from({ length: 50 }, begin);
    for (const { call, answer } of begun) {
      open.push(call);
      void answer.then(([response]) => {
        if (response.statusCode === 429) refused.push(response);
        response.resume();
      });
    }
    await eventually(() => {
      expect(refused.length).toBeGreaterThanOrEqual(46);
    });
    expect((await fetch(`${service.url}/healthz`)).status).toBe(200);
    for (const { headers } of refused) {
      expect(headers['retry-after']).toBe('1');
      expect(headers['ratelimit-policy']).toBe('"calls";q=4;qu="concurrent-requests"');
    }
    const left = begun.filter(({ call }) => !refused.some((one) => one.socket === call.socket));
    for (const { call } of left) call.end(MESSAGE);
    const answers = await Promise.all(left.map(({ answer }) => answer));
    // On a slow machine those that waited may have waited too long.
    const statuses = answers.map(([response]) => response.statusCode);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true);
  } finally {
    for (const call of open) call.destroy();
    await service.stop();
  }
});
