import { readFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { checkout } from '../services/places.ts';
import { startApp, type RunningApp } from '../services/index.ts';
import { caughtUp, get, load, startStack, type Stack } from './stack.ts';

const ZHENGZHOU = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const NINGBO = 'NBAEDZ.CN-Z-NBAEDZ.CBEC.LOCAL._T._T._T._T.CNY';
const ANSWER_BYTES = 16_384;

let stack: Stack;
let mcp: RunningApp;
/** Connected clients by transport. */
const clients = new Map<string, Client>();

beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed');
  await caughtUp(stack);
  const env = { GROWTH_API_URL: stack.api.url, LOG_LEVEL: 'warn' };
  mcp = await startApp('mcp', { ...env, MCP_HOSTS: 'mcp.example', MCP_ORIGINS: 'https://chat.example' });
  const connect = async (name: string, transport: Parameters<Client['connect']>[0]) => {
    const client = new Client({ name: 'spec', version: '1' });
    await client.connect(transport);
    clients.set(name, client);
  };
  // The very command of the README: whatever npm itself prints would break the protocol.
  const readme = readFileSync(join(checkout, 'README.md'), 'utf8');
  const [command = '', ...args] = /`(npm run [^`]*mcp)`/.exec(readme)?.[1]?.split(' ') ?? [];
  await connect('stdio', new StdioClientTransport({ command, args, env, cwd: checkout, stderr: 'inherit' }));
  await connect('http', new StreamableHTTPClientTransport(new URL('/mcp', mcp.url)));
});

afterAll(async () => {
  for (const client of clients.values()) await client.close();
  await mcp?.stop();
  await stack?.stop();
});

describe.each(['stdio', 'http'])('over %s', (transport) => {
  const call = async (name: string, args: Record<string, unknown> = {}) => {
    const result: any = await clients.get(transport)!.callTool({ name, arguments: args });
    const text: string = result.content[0].text;
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(ANSWER_BYTES);
    return { isError: result.isError === true, text, told: result.isError ? null : JSON.parse(text) };
  };

  it('there are seven tools, which read only', async () => {
    const { tools } = await clients.get(transport)!.listTools();
    expect(tools.map(({ name }) => name)).toEqual([
      ...['find_codes', 'growth', 'explain', 'vintages', 'changes', 'claims', 'check_text'],
    ]);
    for (const { annotations, inputSchema } of tools) {
      expect(annotations?.readOnlyHint).toBe(true);
      expect(inputSchema.type).toBe('object');
    }
    expect(Buffer.byteLength(JSON.stringify(tools))).toBeLessThan(20_000);
  });

  it('find_codes finds an area by its name', async () => {
    const { told } = await call('find_codes', { dimension: 'area', q: 'Ningbo' });
    expect(told.items.map(({ code }: { code: string }) => code)).toContain('CN-Z-NBAEDZ');
    expect((await fetch(told.link)).status).toBe(200);
  });

  it('growth keeps two readings apart, with a link to each state', async () => {
    const { told } = await call('growth', { area: 'CN-Z-NBAEDZ', indicator: 'CBEC' });
    const served = await get<any>(stack, '/v1/growth?area=CN-Z-NBAEDZ&indicator=CBEC');
    expect(told.items.map(({ key }: { key: string }) => key)).toEqual(
      served.items.map(({ key }: { key: string }) => key),
    );
    const state = told.items.find(({ key }: { key: string }) => key === `${NINGBO}/2020-01-01/P5M`);
    expect(state.growth.GY.reported.readings).toEqual([
      { reading: 'up-by-times', value: '450', interval: '[445, 455)' },
      { reading: 'to-times', value: '350', interval: '[345, 355)' },
    ]);
    expect((await fetch(state.link)).status).toBe(200);
  });

  it('growth has pages', async () => {
    const keys: string[] = [];
    for (let cursor: string | undefined; ;) {
      const { told } = await call('growth', { limit: 3, ...(cursor && { cursor }) });
      keys.push(...told.items.map(({ key }: { key: string }) => key));
      cursor = told.next;
      if (cursor === undefined) break;
    }
    const served = await get<any>(stack, '/v1/growth?limit=1000');
    expect(keys).toEqual(served.items.map(({ key }: { key: string }) => key));
  });

  it('explain has the formula, its inputs and the words of the document', async () => {
    const { told } = await call('explain', { series: ZHENGZHOU, period: '2019-S1' });
    const implied = told.numbers.find(({ side }: { side: string }) => side === 'level.implied');
    expect(implied).toMatchObject({ value: '2151027663', formula: 'implied-base@1' });
    expect(implied.inputs).toHaveLength(2);
    expect(told.prints.map(({ quote }: { quote: string }) => quote).join(' ')).toContain('119.43');
    expect((await fetch(told.link)).status).toBe(200);
  });

  it('vintages say what was known after each publication', async () => {
    const { told } = await call('vintages', { series: ZHENGZHOU, period: '2020-S1' });
    const [first] = told.items;
    expect(first.publishedBy).toMatch(/^2020-07/);
    expect(first.growth.GY.reported).toMatchObject({ value: '119.43', interval: '[119.425, 119.435)' });
    expect(first.growth.GY.reported.saidBy).toBe(
      'Zhengzhou Airport Economy Zone, as printed by Xinhua (news agency), 16 July 2020',
    );
    expect(first.prints.length).toBeGreaterThan(0);
  });

  it('takes a year, a code and a place in the log as numbers, which clients make of texts of digits', async () => {
    for (const name of ['explain', 'vintages']) {
      const [number, text] = [2019, '2019'].map((period) => call(name, { series: ZHENGZHOU, period }));
      expect(await number).toEqual(await text);
      expect((await number)?.text).toContain('has no version yet');
    }
    const { told } = await call('growth', { reporter: 'GACC', period: 2021 });
    expect(told.link).toContain('period=2021');
    expect((await call('changes', { after: 3, limit: 1 })).told.items[0].sequence).toBe('4');
  });

  it('changes go on after a sequence', async () => {
    const served = await get<any>(stack, '/v1/changes?limit=1000');
    const last = served.items.at(-1);
    const newest = await call('changes', { limit: 2 });
    expect(newest.told.items.at(-1)).toMatchObject({ sequence: last.sequence, key: last.key });
    const all = await call('changes', { after: '0', limit: 2 });
    expect(all.told.items.map(({ sequence }: { sequence: string }) => sequence)).toEqual(
      served.items.slice(0, 2).map(({ sequence }: { sequence: string }) => sequence),
    );
    expect((await call('changes', { after: last.sequence })).told.items).toEqual([]);
  });

  it('changes take the filters of growth, and why a version was published', async () => {
    const query = { reporter: 'ZAEZ', area: 'CN-*', reason: 'reported', since: '2020-01-01T00:00:00Z' };
    const served = await get<any>(stack, `/v1/changes?${new URLSearchParams(query)}&limit=50`);
    expect(served.items.length).toBeGreaterThan(0);
    const { told } = await call('changes', { ...query, limit: 50 });
    expect(told.items.map(({ sequence }: { sequence: string }) => sequence)).toEqual(
      served.items.map(({ sequence }: { sequence: string }) => sequence),
    );
    const sequences: string[] = [];
    for (let after: string | undefined; ;) {
      const page = await call('changes', {
        reporter: 'ZAEZ',
        reason: 'reported',
        limit: 1,
        ...(after && { after }),
      });
      sequences.push(...page.told.items.map(({ sequence }: { sequence: string }) => sequence));
      expect((await fetch(page.told.link)).status).toBe(200);
      after = page.told.next;
      if (after === undefined) break;
    }
    expect(sequences).toEqual(served.items.map(({ sequence }: { sequence: string }) => sequence));
  });

  it('growth takes verdicts, flags and what lies within an area', async () => {
    const query = { within: 'CN-ZJ', flag: 'ambiguous-wording', verdict: 'unchecked' };
    const served = await get<any>(stack, `/v1/growth?${new URLSearchParams(query)}`);
    expect(served.items.length).toBeGreaterThan(0);
    const { told } = await call('growth', query);
    expect(told.items.map(({ key }: { key: string }) => key)).toEqual(
      served.items.map(({ key }: { key: string }) => key),
    );
  });

  it('refuses an argument that a tool does not have, by its name', async () => {
    const { tools } = await clients.get(transport)!.listTools();
    for (const { name } of tools) {
      const refused = await call(name, { nowhere: 'CN' });
      expect(refused).toMatchObject({ isError: true, text: expect.stringContaining('nowhere') });
    }
  });

  it('check_text tells the verdict of each number of a text, and why', async () => {
    const text = 'Cross-border e-commerce of Zhengzhou Airport Economy Zone rose 99.9 percent in H1 2020.';
    const { told } = await call('check_text', { text });
    expect(told.findings).toMatchObject([
      {
        text: '99.9 percent',
        verdict: 'conflicts',
        sentence: expect.stringMatching(/119\.43 percent .*16 July 2020/),
      },
    ]);
  });

  it('claims are told with their standing', async () => {
    const { told } = await call('claims');
    const served = await get<any>(stack, '/v1/claims');
    expect(told.items).toHaveLength(served.items.length);
    expect(told.items.map(({ standing }: { standing: string }) => standing)).toEqual(
      served.items.map(({ standing }: { standing: string }) => standing),
    );
  });

  it('what the API refuses is an error in its words', async () => {
    const unknown = await call('explain', { series: 'NOBODY.CN.CBEC.LOCAL._T._T._T._T.CNY', period: '2020' });
    expect(unknown).toMatchObject({ isError: true, text: expect.stringContaining('404') });
    const wrong = await call('growth', { period: '2020-13' });
    expect(wrong).toMatchObject({ isError: true, text: expect.stringContaining('2020-13') });
    const argument = await clients.get(transport)!.callTool({ name: 'growth', arguments: { area: 'C N' } });
    expect(argument.isError).toBe(true);
  });
});

describe('streamable HTTP', () => {
  const INITIALIZE = {
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: { name: 'spec', version: '1' } },
  };
  /** Status of a request with these headers; `fetch` would set Host and Origin itself. */
  const status = (headers: Record<string, string>, method = 'POST', path = '/mcp') =>
    new Promise<number | undefined>((resolve, reject) => {
      const types = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
      const call = request(new URL(path, mcp.url), { method, headers: { ...types, ...headers } });
      call.once('error', reject);
      call.once('response', (response) => {
        response.resume().once('end', () => {
          resolve(response.statusCode);
        });
      });
      call.end(method === 'POST' ? JSON.stringify(INITIALIZE) : '');
    });

  it('refuses hosts and origins that are not named', async () => {
    expect(await status({})).toBe(200);
    expect(await status({ host: 'mcp.example', origin: 'https://chat.example' })).toBe(200);
    expect(await status({ host: 'evil.example' })).toBe(403);
    expect(await status({ origin: 'https://evil.example' })).toBe(403);
    expect(await status({ host: 'evil.example' }, 'POST', '/%6dcp')).toBe(403);
  });

  it('has neither a stream nor sessions, listens here alone, and bounds what it reads', async () => {
    for (const method of ['GET', 'DELETE']) expect(await status({}, method)).toBe(405);
    expect(mcp.url).toContain('127.0.0.1');
    const large = await fetch(`${mcp.url}/mcp`, { method: 'POST', body: 'x'.repeat(1_000_000) });
    expect(large.status).toBe(413);
  });

  it('does not start beyond this machine without TLS, and says which settings to name', async () => {
    const beyond = { HOST: '0.0.0.0', GROWTH_API_URL: stack.api.url };
    const refused = await startApp('mcp', beyond, { untilReady: false });
    expect(await refused.exited).toBe(1);
    expect(refused.output()).toMatch(
      /HOST is "0\.0\.0\.0", .* name TLS_CERT_FILE and TLS_KEY_FILE, .*INSECURE_TRANSPORT=1/,
    );
    expect(refused.output()).not.toContain('listens at');
  });

  it('/llms.txt names every call of the API', async () => {
    const text = await (await fetch(`${stack.api.url}/llms.txt`)).text();
    const { paths } = await get<{ paths: object }>(stack, '/openapi.json');
    const inHead = '/sdmx/';
    expect(text).toContain(`${inHead}3.0/data/`);
    for (const path of Object.keys(paths).filter((one) => !one.startsWith(inHead)))
      expect(text).toContain(`](${path})`);
    expect(Buffer.byteLength(text)).toBeLessThan(8_192);
  });
});
