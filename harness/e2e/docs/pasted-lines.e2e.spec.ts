import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { ReleaseState } from '@silkgauge/contract';
import { eventually } from '../../services/index.ts';
import { caughtUp, get, load, startStack, type Stack } from '../stack.ts';

const operations = readFileSync(new URL('../../../docs/operations.md', import.meta.url), 'utf8');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed', 'cbec');
  await caughtUp(stack);
});
afterAll(() => stack?.stop());

/** What a person sees who pastes the block of a section that begins with curl, at the addresses of the stack. */
async function pasted(section: string): Promise<string> {
  const text = operations.slice(operations.indexOf(`\n${section}\n`));
  const [, block = ''] = /```sh\n(curl [^]*?)```/.exec(text) ?? [];
  const lines = block
    .replaceAll('http://127.0.0.1:4100', stack.api.url)
    .replaceAll('http://127.0.0.1:4103', stack.policy.url);
  return (await promisify(execFile)('bash', ['-e', '-c', lines])).stdout;
}

it('the line of SDMX prints the growth of China from 2020 on', async () => {
  const rows: Readonly<Record<string, string>>[] = parse(await pasted('## SDMX'), { columns: true });
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    expect([row['REPORTER'], row['REF_AREA']]).toEqual(['GACC', 'CN']);
    expect(row['TIME_PERIOD']).toMatch(/^20[2-9]/);
  }
});

it('the line of releases schedules one', async () => {
  expect(JSON.parse(await pasted('### Releases'))).toMatchObject({ receipts: [{ status: 'accepted' }] });
  await eventually(async () => {
    const { items } = await get<{ items: ReleaseState[] }>(stack, '/v1/releases');
    return items.some(({ release }) => release === 'GACC-2030-H1');
  });
});
