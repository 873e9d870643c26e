import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { startApp, type RunningApp } from '../../services/index.ts';
import { hold, NEW_SERIES, SERIES, startEmbargoStack, tellInClear, type EmbargoStack } from './held.ts';

let world: EmbargoStack;
let mcp: RunningApp;
let client: Client;

beforeAll(async () => {
  world = await startEmbargoStack();
  mcp = await startApp('mcp', world.stack.env);
  client = new Client({ name: 'spec', version: '1' });
  await client.connect(new StreamableHTTPClientTransport(new URL('/mcp', mcp.url)));
});
afterAll(async () => {
  await client?.close();
  await mcp?.stop();
  await world?.stop();
});

const states = [SERIES, NEW_SERIES].map((series) => ({ series, period: '2020-S1' }));
/** Arguments of calls, by tool. */
const CALLS: Readonly<Record<string, readonly Record<string, unknown>[]>> = {
  find_codes: [{ dimension: 'area' }, { dimension: 'area', q: 'Henan' }, { dimension: 'reporter' }],
  growth: [{}, { area: 'CN-HA' }, { within: 'CN' }],
  explain: states,
  vintages: states,
  changes: [{}, { area: 'CN-HA' }, { after: '0' }, { since: '2020-01-01T00:00:00Z' }],
  claims: [{}, { area: 'CN-HA' }],
  check_text: [{ text: 'Cross-border e-commerce of Henan rose 26.2 percent in the first half of 2020.' }],
};

async function everyAnswer(): Promise<readonly (readonly [string, Record<string, unknown>, unknown])[]> {
  const answers = [];
  for (const [name, calls] of Object.entries(CALLS))
    for (const args of calls)
      answers.push([name, args, await client.callTool({ name, arguments: args })] as const);
  return answers;
}

it('each tool of the Model Context Protocol answers the same with an embargoed figure and without it', async () => {
  const { tools } = await client.listTools();
  expect(tools.map(({ name }) => name).sort()).toEqual(Object.keys(CALLS).sort());
  await tellInClear(world);
  const answers = await everyAnswer();
  await hold(world);
  expect(await everyAnswer()).toEqual(answers);
}, 120_000);
