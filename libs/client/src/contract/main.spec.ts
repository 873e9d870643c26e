import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { byPath, json, serve, status, type TestServer } from '../http-server.fixture.ts';
import { main } from './main.ts';

let system: TestServer;
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'client-contract-'));
});
afterEach(async () => {
  await system.stop();
  rmSync(folder, { recursive: true });
  delete process.env['SILKGAUGE_KEY'];
});

const asyncApi = (key: object) => ({
  components: {
    messages: { Grown: { name: 'grown', payload: { $ref: '#/components/schemas/Grown' } } },
    schemas: { Grown: { type: 'object', required: ['key'], properties: { key } } },
  },
});
const described = (key: object) =>
  serve(byPath({ '/openapi.json': json(200, {}), '/asyncapi.json': json(200, asyncApi(key)) }));
const CONTRACT = {
  ...{ consumer: 'shop', contact: 'shop@example.org' },
  uses: [{ message: 'grown', pointer: '/key', type: 'string', required: true }],
};

async function run(...args: string[]): Promise<[code: number, said: string]> {
  const path = join(folder, 'contract.json');
  writeFileSync(path, JSON.stringify(CONTRACT));
  let said = '';
  const code = await main([...args, '--contract', path], (text) => (said += text));
  return [code, said];
}

describe('silkgauge-contract check', () => {
  it('ends with 0 where all holds, asking with the key of the environment', async () => {
    process.env['SILKGAUGE_KEY'] = 'sgk_x';
    system = await described({ type: 'string' });
    expect(await run('check', system.url)).toEqual([0, 'shop: all 1 uses hold']);
    expect(system.received.map(({ headers }) => headers.authorization)).toEqual([
      'Bearer sgk_x',
      'Bearer sgk_x',
    ]);
  });

  it('ends with 1 and consumer, contact, place, before, after and fix where something does not', async () => {
    system = await described({ type: 'integer' });
    expect(await run('check', system.url)).toEqual([
      1,
      'shop (shop@example.org) relies on grown /key\n' +
        '  before: type string\n  after:  type integer\n  fix:    keep the member, add the new one beside it',
    ]);
  });

  it('ends with 2 where that could not be found out', async () => {
    system = await serve(status(401));
    expect(await run('check', system.url)).toEqual([2, expect.stringContaining('401')]);
    expect(await run('hold')).toEqual([2, expect.stringContaining('silkgauge-contract check ADDRESS')]);
    expect(await main(['check', system.url, '--contract', join(folder, 'none')], () => undefined)).toBe(2);
  });
});

it('the command of the package calls it', () => {
  const command = readFileSync(new URL('../../bin/silkgauge-contract.mjs', import.meta.url), 'utf8');
  expect(command).toContain("from '../dist/contract/main.js'");
});
