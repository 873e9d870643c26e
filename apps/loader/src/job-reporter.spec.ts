import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobId } from '@silkgauge/contract';
import { DATA_FOLDER } from '../../../harness/fixtures/bundled.ts';
import { DOOR_DEFAULTS } from './door.ts';
import { JobReporter } from './job-reporter.ts';
import { run } from './run.ts';
import { allDoors, openDoor, type StandInDoor, type StandInOptions } from './stand-in-door.fixture.ts';

describe('a push of a file is told as a job', () => {
  let root: string;
  let path: string;
  let line: (id: string, data?: [string, string]) => string;
  const doors: StandInDoor[] = [];

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'silkgauge-jobs-'));
    path = join(root, 'events.jsonl');
    const [first = ''] = (await readFile(join(DATA_FOLDER, 'seed/events.jsonl'), 'utf8')).split('\n');
    line = (id, [from, to] = ['', '']) =>
      first.replace('"id":"cbec-against-the-trend"', `"id":"${id}"`).replace(from, to);
  });
  afterEach(async () => {
    await Promise.all(doors.splice(0).map((door) => door.close()));
    await rm(root, { recursive: true });
  });

  const open = async (options?: StandInOptions) => {
    const door = await openDoor(options);
    doors.push(door);
    return door;
  };
  async function loader(door: StandInDoor, ...argv: string[]): Promise<{ code: number; text: string }> {
    let text = '';
    const output = { write: (piece: string | Uint8Array) => ((text += piece.toString()), true) };
    const env = {
      ...{ CUSTOMS_FEED_URL: door.url, PLATFORM_SALES_URL: door.url, POLICY_NOTICE_URL: door.url },
      ...{ SILKGAUGE_STATE: 'state', SILKGAUGE_DATA: DATA_FOLDER, PUSH_BATCH: '10', PUSH_SOURCE: '/spec' },
    };
    return { code: await run({ argv, env, root, output }), text };
  }
  const told = (door: StandInDoor) => door.jobs.map(({ data }) => data);

  it('at its start and its end, with the first refused lines and their rules', async () => {
    const door = await open();
    const upward: [string, string] = ['"up"', '"upward"'];
    const unknown: [string, string] = ['claim.reported', 'claim.reprted'];
    const lines = Array.from({ length: 60 }, (_, at) => line(`e${String(at)}`, at % 2 ? upward : undefined));
    const content = [...lines, 'not json', line('x', unknown), line('last')].join('\n');
    await writeFile(path, content);
    await loader(door, path);

    const sha256 = createHash('sha256').update(content).digest('hex');
    const [first, last] = [told(door)[0], told(door).at(-1)];
    expect(first).toMatchObject({
      ...{ job: jobId('/spec', sha256), file: 'events.jsonl', sha256, state: 'running' },
      // Lines without an event are known before the first door is.
      counts: { lines: 2, taken: 0, repeated: 0, refused: 2 },
      faults: [
        { line: 61, rule: 'event-object' },
        { line: 62, rule: 'event-type' },
      ],
    });
    expect(last).toMatchObject({
      ...{ job: first?.['job'], state: 'done', startedAt: first?.['startedAt'] },
      counts: { lines: 63, taken: 31, repeated: 0, refused: 32 },
    });
    expect(last?.['faults']).toEqual(
      Array.from({ length: 20 }, (_, at) => ({ line: 2 * at + 2, rule: 'one-of' })),
    );
    const sequences = told(door).map(({ sequence }) => Number(sequence));
    expect(sequences).toEqual([...new Set(sequences)].sort((a, b) => a - b));
    expect(door.jobs.map(({ source }) => source)).toEqual(door.jobs.map(() => '/spec'));
  });

  it('lines without an event name their rules', async () => {
    const door = await open();
    await writeFile(path, ['not json', line('x', ['claim.reported', 'claim.reprted'])].join('\n'));
    await loader(door, path);
    expect(told(door)).toEqual([
      expect.objectContaining({
        state: 'done',
        counts: { lines: 2, taken: 0, repeated: 0, refused: 2 },
        faults: [
          { line: 1, rule: 'event-object' },
          { line: 2, rule: 'event-type' },
        ],
      }),
    ]);
  });

  it('that failed, and goes on as the same job', async () => {
    const door = await open();
    const lines = Array.from({ length: 25 }, (_, at) => line(`e${String(at)}`));
    lines[3] = line('e3', ['"up"', '"upward"']);
    await writeFile(path, lines.join('\n'));
    door.next('take', 'take', 'take', { status: 418 });
    await expect(loader(door, path)).rejects.toMatchObject({ code: 'not-a-door' });
    const failed = told(door).at(-1);
    expect(failed).toMatchObject({
      ...{ state: 'failed', reason: expect.stringContaining('418') },
      counts: { lines: 25, taken: 19, repeated: 0, refused: 1 },
    });

    await loader(door, path);
    const done = told(door).at(-1);
    expect(done).toMatchObject({
      ...{ job: failed?.['job'], state: 'done', startedAt: failed?.['startedAt'] },
      counts: { lines: 25, taken: 24, repeated: 20, refused: 1 },
      faults: [{ line: 4, rule: 'one-of' }],
    });
    expect(done).not.toHaveProperty('reason');
    expect(Number(done?.['sequence'])).toBeGreaterThan(Number(failed?.['sequence']));
  });

  it('of a bundled set too, by its name', async () => {
    const door = await open();
    await loader(door, 'seed');
    expect(told(door).at(-1)).toMatchObject({
      ...{ file: 'seed', state: 'done' },
      counts: { lines: 17, taken: 17, repeated: 0, refused: 0 },
    });
  });

  it('is pushed all the same where no door takes reports, which is said once', async () => {
    const door = await open({ noJobs: true });
    await writeFile(path, line('one'));
    const { code, text } = await loader(door, path);
    expect(code).toBe(0);
    expect(door.taken).toHaveLength(1);
    expect(text.match(/takes no reports of pushes \(422\)/g)).toHaveLength(1);
    expect(door.jobs).toHaveLength(1);
  });
});

it('a push that moves fast is reported once a second', async () => {
  const door = await openDoor();
  const result = { accepted: 0, refused: 0, before: 0, lines: 0, refusals: [] };
  const content = { source: '/spec', file: 'f', digest: '0'.repeat(64), startedAt: '2026-01-01T00:00:00Z' };
  const reporter = new JobReporter(
    { content, doors: allDoors(door.url), door: DOOR_DEFAULTS, note: () => undefined },
    result,
  );
  const since = performance.now();
  reporter.begin('customs-feed');
  while (performance.now() - since < 2_500) {
    result.accepted += 1;
    reporter.update(result);
    await sleep(2);
  }
  await reporter.end('done');
  const seconds = (performance.now() - since) / 1_000;
  // One at the start, one at the end.
  expect(door.jobs.length).toBeLessThanOrEqual(seconds + 2);
  expect(door.jobs.length).toBeGreaterThanOrEqual(3);
  expect(door.jobs.at(-1)?.data).toMatchObject({ state: 'done', counts: { taken: result.accepted } });
  await door.close();
});
