import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { jobId, type Job, type Page } from '@silkgauge/contract';
import { sale, records } from '../fixtures/events.ts';
import { checkout, eventually, newDataFolder, testBrokers } from '../services/index.ts';
import { startProcess } from '../services/process.ts';
import { runScript } from '../fixtures/run-command.ts';
import { allStates, caughtUp, get, push, startStack, type Stack } from './stack.ts';

const LINES = 6_000;
// One near the start, which the first report tells, and two that a run killed early never reaches.
const BROKEN = [40, 5_990, 5_999];
const LOADER = 'apps/loader/bundle/main.js';

let stack: Stack;
let folder: string;
let path: string;
let env: Record<string, string>;

beforeAll(async () => {
  folder = newDataFolder('jobs');
  path = join(folder, 'backfill.jsonl');
  const sold = Array.from({ length: LINES }, (_, at) =>
    sale({ amount: '1.50', orderedAt: `2024-0${String(1 + (at % 9))}-11T00:00:00Z` }, `s${String(at)}`),
  );
  const lines = records(sold).map(({ value }) => String(value));
  for (const line of BROKEN) lines[line - 1] = (lines[line - 1] ?? '').replace('"1.50"', '"much"');
  await writeFile(path, lines.join('\n'));
  stack = await startStack(testBrokers(), { JOB_SILENCE_MS: '4000' });
  // Small batches one after another, so that the end is far when the first is taken.
  env = { ...stack.env, PUSH_BATCH: '5', PUSH_LANES: '1', PUSH_SOURCE: '/spec/backfills' };
});

afterAll(async () => {
  await stack?.stop();
});

const jobs = (query = '') => get<Page<Job>>(stack, `/v1/jobs${query}`);
const job = async () => (await jobs()).items.find(({ file }) => file === 'backfill.jsonl');

it('a push that is killed is told broken after its deadline, goes on when it is run again, and is done', async () => {
  expect(await jobs()).toEqual({ items: [], next: null });
  const first = startProcess({
    ...{ name: 'loader', command: process.execPath, args: [join(checkout, LOADER), path] },
    ...{ env: { ...process.env, NODE_OPTIONS: '', ...env } },
    ...{ log: join(folder, 'loader.log'), stopSignal: 'SIGTERM' },
  });
  const running = await eventually(async () => {
    const told = await job();
    return told !== undefined && told.counts.taken > 100 && told;
  });
  await first.kill();
  expect(running).toMatchObject({
    ...{ source: '/spec/backfills', state: 'running', reason: null },
    faults: [{ line: 40, rule: 'decimal' }],
  });
  expect(running.id).toBe(jobId(running.source, running.sha256));
  expect(running.counts.taken).toBeLessThan(LINES - BROKEN.length);

  const broken = await eventually(async () => {
    const told = await job();
    return told?.state === 'broken' && told;
  });
  expect(broken.id).toBe(running.id);
  expect((await jobs('?state=running')).items).toEqual([]);
  expect((await jobs('?state=broken&source=/spec/backfills')).items).toEqual([broken]);

  const { code, out } = await runScript(LOADER, [path], env);
  expect(code).toBe(1);
  expect(out).toContain(`${(LINES - BROKEN.length).toLocaleString('en')} accepted, 3 refused`);
  const done = await eventually(async () => {
    const told = await get<Job>(stack, `/v1/jobs/${running.id}`);
    return told.state === 'done' && told;
  });
  expect(done).toMatchObject({
    ...{ id: running.id, startedAt: running.startedAt, reason: null },
    counts: { lines: LINES, taken: LINES - BROKEN.length, refused: BROKEN.length },
    faults: BROKEN.map((line) => ({ line, rule: 'decimal' })),
  });
  // The run before had told of so many at least, and none of them was sent again.
  expect(done.counts.repeated).toBeGreaterThanOrEqual(broken.counts.taken + broken.counts.refused);
  expect(done.counts.repeated).toBeLessThan(LINES);
  expect((await jobs()).items).toEqual([done]);

  await caughtUp(stack);
  const events = (await allStates(stack)).reduce((sum, { counts }) => sum + Number(counts?.events ?? 0), 0);
  expect(events).toBe(LINES - BROKEN.length);
});

it('a report makes no figure, whatever it says', async () => {
  const before = await allStates(stack);
  const digest = 'ab'.repeat(32);
  const report = {
    ...{ specversion: '1.0', id: 'r', source: '/spec/other', type: 'silkgauge.job.reported.v1' },
    data: {
      ...{ job: jobId('/spec/other', digest), file: 'f', sha256: digest, sequence: 1, state: 'done' },
      ...{ startedAt: '2026-01-01T00:00:00Z', faults: [], series: { reporter: 'GACC' }, value: '1' },
      counts: { lines: 1, taken: 1_000_000, repeated: 0, refused: 0 },
    },
  };
  for (const feed of [stack.customs, stack.platform, stack.policy]) {
    const { status, body } = await push(feed, [report]);
    expect({ status, topic: body.receipts[0].topic }).toEqual({
      ...{ status: 202, topic: `${stack.prefix}push.jobs` },
    });
  }
  // A source cannot write over a job of another one.
  expect((await push(stack.customs, [{ ...report, source: '/spec/third' }])).status).toBe(422);
  await eventually(async () => (await jobs('?source=/spec/other')).items.length === 1);
  expect(await allStates(stack)).toEqual(before);
  const { outcomes } = await get<{ outcomes: object[] }>(stack, '/v1/outcomes?source=/spec/other&id=r');
  expect(outcomes).toEqual([]);
});
