import type { Pool } from 'pg';
import type { RegisterKind } from '@silkgauge/read-model';
import { checkLog } from './check-log.ts';
import type { StoredRecord } from './read-topics.ts';

const TOPIC = 'growth-updated.customs';

const change = (key: string, version: number, sequence: number, isPresent = true) => ({
  ...{ key, kind: null, domain: 'customs', version, sequence: String(sequence), known_at: new Date(0) },
  is_present: isPresent,
});

const published = (
  from: number,
  ...versions: [key: string, version: number, sequence: number][]
): StoredRecord[] =>
  versions.map(([key, version, sequence], i) => ({
    ...{ topic: TOPIC, partition: 0, offset: BigInt(from + i), key, headers: {} },
    value: Buffer.from(JSON.stringify({ version, sequence: String(sequence) })),
  }));

async function problems(
  rows: readonly object[],
  records: readonly StoredRecord[],
  restoredAt: { sequence: bigint; end: bigint } | null,
): Promise<string[]> {
  const pool = { query: () => Promise.resolve({ rows }) } as unknown as Pool;
  const restored = restoredAt
    ? [
        {
          sequence: restoredAt.sequence,
          positions: new Map(),
          ends: new Map([[`${TOPIC}/0`, restoredAt.end]]),
        },
      ]
    : [];
  const verdicts = await checkLog(pool, records, restored);
  return verdicts.filter((one) => one.problems.length > 0).map(({ name }) => name);
}

const ORDER = 'sequences and versions rise by one, knownAt never falls';
const REACHED = 'every change reached its topic';
const READERS = 'a reader of a topic gets the versions of each key in order';

it('accepts a published log without gaps and finds a gap', async () => {
  const topic = published(0, ['a', 1, 1], ['a', 2, 2]);
  expect(await problems([change('a', 1, 1, false), change('a', 2, 2)], topic, null)).toEqual([]);
  expect(await problems([change('a', 1, 1, false), change('a', 2, 3)], topic, null)).toEqual([
    ORDER,
    REACHED,
  ]);
});

it('expects versions of registers on their topics, and none of a register without a topic', async () => {
  const registered = (kind: RegisterKind, sequence: number) => ({
    ...{ ...change('n', 1, sequence), kind, domain: null },
  });
  const rows = [registered('alert', 1), registered('order', 2)];
  const onTopic = published(0, ['n', 1, 1]).map((record) => ({ ...record, topic: 'growth-alerts' }));
  expect(await problems(rows, onTopic, null)).toEqual([]);
  expect(await problems(rows, published(0, ['n', 1, 1]), null)).toContain(REACHED);
});

describe('after a restore to sequence 1, with 2 and 3 published', () => {
  const restored = { sequence: 1n, end: 3n };
  const before = published(0, ['a', 1, 1], ['a', 2, 2], ['b', 1, 3]);

  it('versions and sequences continue above the published ones', async () => {
    const rows = [change('a', 1, 1, false), change('a', 3, 4), change('b', 2, 5)];
    const topic = [...before, ...published(3, ['a', 3, 4], ['b', 2, 5])];
    expect(await problems(rows, topic, restored)).toEqual([]);
    // Without a declared restore.
    expect(await problems(rows, topic, null)).toEqual([ORDER, REACHED]);
  });

  it('a reused version is a problem', async () => {
    const rows = [change('a', 1, 1, false), change('a', 2, 4), change('b', 2, 5)];
    const topic = [...before, ...published(3, ['a', 2, 4], ['b', 2, 5])];
    expect(await problems(rows, topic, restored)).toEqual(expect.arrayContaining([ORDER, READERS]));
  });

  it('a reused sequence is a problem', async () => {
    const rows = [change('a', 1, 1, false), change('a', 3, 3), change('b', 2, 4)];
    const topic = [...before, ...published(3, ['a', 3, 3], ['b', 2, 4])];
    expect(await problems(rows, topic, restored)).toEqual([ORDER]);
  });
});
