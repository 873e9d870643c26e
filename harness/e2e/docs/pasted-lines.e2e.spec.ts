import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { parse } from 'csv-parse/sync';
import type { ReleaseState } from '@silkgauge/contract';
import { eventually } from '../../services/index.ts';
import { caughtUp, get, load, startStack, type Stack } from '../stack.ts';

const pageOf = (feature: string): string =>
  readFileSync(new URL(`../../../docs/operations/features/${feature}.md`, import.meta.url), 'utf8');

let stack: Stack;
beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed', 'cbec');
  await caughtUp(stack);
});
afterAll(() => stack?.stop());

/** What a person sees who pastes the first block that begins with curl on the page of a feature, at the addresses of the stack. */
async function pasted(feature: string): Promise<string> {
  const [, block = ''] = /```sh\n(curl [^]*?)```/.exec(pageOf(feature)) ?? [];
  const lines = block
    .replaceAll('http://127.0.0.1:4100', stack.api.url)
    .replaceAll('http://127.0.0.1:4103', stack.policy.url);
  return (await promisify(execFile)('bash', ['-e', '-c', lines])).stdout;
}

it('the line of SDMX prints the growth of China from 2020 on', async () => {
  const rows: Readonly<Record<string, string>>[] = parse(await pasted('sdmx'), { columns: true });
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows) {
    expect([row['REPORTER'], row['REF_AREA']]).toEqual(['GACC', 'CN']);
    expect(row['TIME_PERIOD']).toMatch(/^20[2-9]/);
  }
});

it('the line of releases schedules one', async () => {
  expect(JSON.parse(await pasted('releases'))).toMatchObject({ receipts: [{ status: 'accepted' }] });
  await eventually(async () => {
    const { items } = await get<{ items: ReleaseState[] }>(stack, '/v1/releases');
    return items.some(({ release }) => release === 'GACC-2030-H1');
  });
});
