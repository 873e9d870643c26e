import { topics, type GrowthState } from '@silkgauge/contract';
import { ensureTopics, type InRecord } from '@silkgauge/kafka';
import {
  advanceRelay,
  appendChanges,
  insertDeadLetters,
  inTransaction,
  readStateChanges,
  relayPosition,
  setAsideLog,
  stateJson,
  waitingDeadLetters,
} from '@silkgauge/read-model';
import { eventually, readTopic } from '@silkgauge/testing';
import { startRelayWorld, type RelayWorld } from './relay.fixture.ts';

let world: RelayWorld;

beforeAll(async () => {
  world = await startRelayWorld();
});

afterAll(async () => {
  await world.close();
});

const header = ({ headers }: InRecord, name: string) =>
  headers.find(([found]) => found === name)?.[1].toString() ?? '';

const position = () => relayPosition(world.readModel.pool, 'growth-updated');

it('publishes every committed change, in order per key, with the bytes that the API serves', async () => {
  await world.sell(40);
  const running = world.relay();
  running.start();
  await world.sell(40);
  const rows = await readStateChanges(world.readModel.pool, '0', 100_000);
  await eventually(async () => (await position()) === rows.at(-1)?.sequence);
  await running.stop();
  const published = await world.published();
  const bySequence = new Map(published.map((record) => [header(record, 'ce_id'), record]));
  expect(published).toHaveLength(rows.length);
  for (const row of rows) {
    const message = bySequence.get(row.sequence);
    expect(message?.value?.toString()).toBe(stateJson(row));
    expect(message?.key?.toString()).toBe(`${row.key}/${row.period}`);
  }
  const versions = new Map<string, number[]>();
  for (const { value } of published) {
    const state = JSON.parse(String(value)) as GrowthState;
    versions.set(state.key, [...(versions.get(state.key) ?? []), state.version]);
  }
  for (const list of versions.values()) expect(list).toEqual(list.map((_, i) => i + 1));
});

it('publishes handed-over changes and commits of others in log order, each once, byte for byte', async () => {
  const before = (await world.published()).length;
  const running = world.relay();
  running.start();
  await eventually(() => running.leading);
  const from = (await world.committed()).length;
  // Hand-overs alternate with commits of others, so that a hand-over does not follow the last page.
  for (let i = 0; i < 6; i += 1) {
    world.handOver(i % 2 === 0);
    await world.sell(15);
  }
  world.handOver(false);
  const rows = (await readStateChanges(world.readModel.pool, '0', 100_000)).slice(from);
  await eventually(async () => (await position()) === rows.at(-1)?.sequence);
  await running.stop();
  const published = (await world.published()).length - before;
  const bySequence = new Map((await world.published()).map((record) => [header(record, 'ce_id'), record]));
  expect(published).toBe(rows.length);
  for (const row of rows) expect(bySequence.get(row.sequence)?.value?.toString()).toBe(stateJson(row));
});

it('repeats some changes and loses none after a crash between publishing and storing', async () => {
  await world.sell(10);
  const before = (await world.published()).length;
  const stored = await position();
  const first = world.relay();
  first.start();
  const all = await world.committed();
  const news = all.filter((s) => BigInt(s.sequence) > BigInt(stored)).length;
  const isStored = () => eventually(async () => (await position()) === all.at(-1)?.sequence);
  await isStored();
  await first.stop();
  // As after a crash before the place was stored.
  await world.readModel.pool.query('update relay_position set sequence = $1', [stored]);
  const second = world.relay();
  second.start();
  await isStored();
  await second.stop();
  expect(await world.published()).toHaveLength(before + 2 * news);
  expect([...(await world.lastRecords())].sort()).toEqual([...(await world.present())].sort());
});

it('the next term stores a place whose store failed, even if nothing follows', async () => {
  const { pool } = world.readModel;
  const running = world.relay();
  running.start();
  await eventually(() => running.leading);
  const query = pool.query.bind(pool) as (statement: { name?: string }) => Promise<unknown>;
  let cuts = 0;
  pool.query = ((statement: { name?: string }) => {
    if (statement.name !== 'advance-relay' || cuts > 0) return query(statement);
    cuts += 1;
    return Promise.reject(new Error('cut off'));
  }) as typeof pool.query;
  try {
    await world.sell(5);
    const last = (await readStateChanges(pool, '0', 100_000)).at(-1)?.sequence;
    await eventually(async () => (await position()) === last);
    expect(cuts).toBe(1);
  } finally {
    pool.query = query as typeof pool.query;
    await running.stop();
  }
});

it('other notifications on its channel end no term', async () => {
  const running = world.relay();
  running.start();
  await eventually(() => running.leading);
  await world.readModel.pool.query(
    `select pg_notify('growth_change', w) from unnest(array['', 'what', '-1']) as w`,
  );
  await world.sell(3);
  const target = (await world.committed()).at(-1)?.sequence;
  await eventually(async () => (await position()) === target);
  await running.stop();
});

it('one relay leads; another takes over when it ends', async () => {
  const first = world.relay();
  const second = world.relay();
  first.start();
  await eventually(() => first.leading);
  second.start();
  await world.sell(3);
  const target = (await world.committed()).at(-1)?.sequence;
  await eventually(async () => (await position()) === target);
  expect(second.leading).toBe(false);
  await first.stop();
  await eventually(() => second.leading);
  await second.stop();
});

it('stores its place only forward', async () => {
  const { pool } = world.readModel;
  await advanceRelay(pool, 'spec', '7');
  await advanceRelay(pool, 'spec', '5');
  expect(await relayPosition(pool, 'spec')).toBe('7');
});

it('dead letters reach their topic with the original key, value and headers, and with the reason', async () => {
  const poison = [Buffer.from('not json'), Buffer.from([0x00, 0xff])];
  await world.sell(1, poison);
  const running = world.relay();
  running.start();
  await eventually(async () => (await waitingDeadLetters(world.readModel.pool, 10)).length === 0);
  await running.stop();
  const letters = await world.letters();
  expect(letters.map(({ value }) => value)).toEqual(poison);
  const [letter] = letters as [InRecord];
  const original = letter.headers.filter(([name]) => name === 'ce_id').map(([, value]) => value);
  expect(original).toEqual([Buffer.from('one'), Buffer.from([0xff])]);
  expect(letter.key?.toString()).toBe('k');
  expect(header(letter, 'dlq-topic')).toBe(`${world.prefix}platform.sales`);
  expect(header(letter, 'dlq-partition')).toBe('0');
  expect(Number(header(letter, 'dlq-offset'))).toBeGreaterThan(0);
  expect(header(letter, 'dlq-timestamp')).toBe('2026-01-01T00:00:00.000Z');
  expect(header(letter, 'dlq-rule')).not.toBe('');
  expect(header(letter, 'dlq-reason')).not.toBe('');
});

describe('a version that is larger than its topic takes', () => {
  const MIB = 1024 * 1024;
  const output = () => `${world.prefix}growth-updated.platform`;
  const aside = async () => readTopic(world.kafka, `${output()}.dlq`);

  /** Versions of a month without sales, `bytes` large; returns their sequences. */
  async function append(...sizes: number[]): Promise<string[]> {
    const { pool } = world.readModel;
    const { rows } = await pool.query<{ series_id: string; version: number }>(
      `select series_id, coalesce((select version from growth_state g where g.series_id = s.series_id and period = '1990-01'), 0)
         as version from series s order by series_id limit 1`,
    );
    const [row] = rows;
    if (!row) throw new Error('nothing was sold');
    const last = await appendChanges(
      pool,
      sizes.map((size, i) => ({
        seriesId: row.series_id,
        period: '1990-01',
        version: row.version + i + 1,
        knownAt: new Date(),
        document: JSON.stringify({ pad: 'x'.repeat(size) }),
      })),
    );
    return sizes.map((_, i) => String((last ?? 0n) - BigInt(sizes.length - 1 - i)));
  }

  async function expectAside(sequences: readonly string[], options: { mostRecordBytes?: number } = {}) {
    const before = (await aside()).length;
    const running = world.relay(options);
    running.start();
    const target = (await world.committed()).at(-1)?.sequence;
    await eventually(async () => (await position()) === target);
    await eventually(async () => (await aside()).length === before + sequences.length);
    await running.stop();
    const published = new Set((await world.published()).map((record) => header(record, 'ce_id')));
    for (const { sequence } of await world.committed())
      if (!setAside.has(sequence)) expect(published.has(sequence)).toBe(!sequences.includes(sequence));
    const letters = (await aside()).slice(before);
    expect(letters.map((letter) => header(letter, 'dlq-offset')).sort()).toEqual([...sequences].sort());
    for (const letter of letters) {
      expect(header(letter, 'dlq-rule')).toBe('set-aside');
      expect(header(letter, 'dlq-topic')).toBe(output());
      expect(header(letter, 'dlq-reason')).toContain(`asOf=${header(letter, 'ce_id')}`);
      expect(letter.value).toBeNull();
    }
    for (const sequence of sequences) setAside.add(sequence);
  }
  const setAside = new Set<string>();

  it('is set aside with a letter, and the next version, which fits, is published', async () => {
    await world.sell(3);
    const [large = '', fits = '', largeToo = ''] = await append(9 * MIB, 100, 20 * MIB);
    await world.sell(3);
    await expectAside([large, largeToo]);
    const last = (await world.published()).map((record) => header(record, 'ce_id'));
    expect(last).toContain(fits);
  });

  it('is found under a lower limit of the broker, and its neighbours are published', async () => {
    const spec = topics(world.prefix).find(({ name }) => name === output());
    if (!spec) throw new Error('no topic');
    const small = { ...spec, config: { ...spec.config, 'max.message.bytes': '50000' } };
    await ensureTopics(world.kafka, [small]);
    try {
      await world.sell(8);
      const [large = ''] = await append(60_000, 100);
      await world.sell(3);
      await expectAside([large]);
    } finally {
      await ensureTopics(world.kafka, [spec]);
    }
  });

  it('is not repaired by the next leader, though the topic has older versions only', async () => {
    await world.sell(2);
    const [large = ''] = await append(9 * MIB);
    await expectAside([large]);
    const before = (await world.published()).length;
    const running = world.relay();
    running.start();
    await eventually(() => running.leading);
    await running.stop();
    expect(await world.published()).toHaveLength(before);
    expect(await aside()).toHaveLength(setAside.size);
  });
});

it('letters are published by pages, and delay no change', async () => {
  const MIB = 1024 * 1024;
  const before = (await world.letters()).length;
  const large = (round: number) =>
    Array.from({ length: 4 }, (_, i) => Buffer.alloc(MIB, `${String(round)}${String(i)}`));
  for (let round = 0; round < 6; round += 1) await world.sell(1, large(round));
  const target = (await world.committed()).at(-1)?.sequence;
  const running = world.relay();
  running.start();
  await eventually(async () => (await position()) === target);
  await eventually(async () => (await waitingDeadLetters(world.readModel.pool, 1)).length === 0, {
    within: 60_000,
  });
  await running.stop();
  expect(await world.letters()).toHaveLength(before + 24);
});

it('recognises the letters of a former leader, and tells apart letters of a replaced log at the same place', async () => {
  const { pool } = world.readModel;
  await world.sell(1, [Buffer.from('not json')]);
  const [letter] = await waitingDeadLetters(pool, 1);
  if (!letter) throw new Error('no letter waits');
  const lettersOnce = async () => {
    const running = world.relay();
    running.start();
    await eventually(async () => (await waitingDeadLetters(pool, 1)).length === 0);
    await running.stop();
    return (await world.letters()).length;
  };
  const sent = await lettersOnce();
  // 1. The letter was sent, and its leader did not mark it.
  await pool.query('update dead_letter set relayed = false where dead_letter_id = $1', [letter.deadLetterId]);
  expect(await lettersOnce()).toBe(sent);
  // 2. The same record sent again has the same place in a new log.
  const offset = BigInt(letter.offset);
  await inTransaction(pool, (tx) => setAsideLog(tx, letter.topic, letter.partition, offset + 1n));
  await insertDeadLetters(pool, [{ ...letter, offset, knownAt: new Date(letter.knownAt.getTime() + 1) }]);
  expect(await lettersOnce()).toBe(sent + 1);
});
