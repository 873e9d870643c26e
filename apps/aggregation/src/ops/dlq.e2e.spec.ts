import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '@silkgauge/contract';
import { ensureTopics, latestOffsets, SafeProducer, type OutRecord } from '@silkgauge/kafka';
import { beginReplay, createReadModel, readReplays, type ReadModel } from '@silkgauge/read-model';
import {
  eventually,
  figure,
  newDataFolder,
  readTopic,
  records,
  type RunningApp,
  runOperator,
  sale,
  type SpecEvent,
  startApp,
  testBrokers,
  testDatabase,
  type TestDatabase,
  topicPrefix,
} from '@silkgauge/testing';

const SERIES = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const prefix = topicPrefix();
const kafka = { brokers: [testBrokers()] };
const producer = new SafeProducer(kafka);
const folder = newDataFolder('dlq');
const env: Record<string, string> = { KAFKA_BROKERS: testBrokers(), TOPIC_PREFIX: prefix };
let database: TestDatabase;
let readModel: ReadModel;
let aggregation: RunningApp;

interface Listed {
  readonly place: string;
  readonly rule: string;
  readonly id?: string;
  readonly replay: { readonly fix: string; readonly sent: unknown } | null;
}

const good = (period: string): SpecEvent => figure(SERIES, period, { value: '100' }, `good-${period}`);
const outRecord = (event: SpecEvent): OutRecord => {
  const [record] = records([event]);
  return {
    key: record?.key ?? null,
    value: record?.value ?? null,
    headers: Object.fromEntries(record?.headers ?? []),
  };
};
const structured = { 'content-type': 'application/cloudevents+json' };

/** Records that are bad for four reasons; the first is readable but for its period. */
const BAD: Record<string, OutRecord> = {
  period: outRecord(figure(SERIES, '2020-S3', { value: '119.43', measure: 'growth' }, 'bad-period')),
  json: { key: SERIES, value: '{"specversion":"1.0","id":', headers: structured },
  utf8: { key: SERIES, value: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), headers: structured },
  id: {
    key: SERIES,
    value: '{}',
    headers: {
      ce_specversion: '1.0',
      ce_source: '/spec',
      ce_type: 'silkgauge.figure.reported.v1',
      odd: ['1', '2'],
    },
  },
};
const places: Record<string, string> = {};

async function list(...args: string[]): Promise<Listed[]> {
  const { code, out, err } = await runOperator('dlq', ['list', '--json', ...args], env);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return JSON.parse(out) as Listed[];
}

async function replay(...args: string[]) {
  const { code, out, err } = await runOperator('dlq', ['replay', '--json', ...args], env);
  return {
    code,
    err,
    outcomes: out === '' ? [] : (JSON.parse(out) as { outcome: string; faults: string[] }[]),
  };
}

async function outcomes(id: string) {
  const { rows } = await readModel.pool.query<{ outcome: string }>(
    'select outcome from event where id = $1 order by event_id',
    [id],
  );
  return rows.map(({ outcome }) => outcome);
}

async function recordsOn(topic: string): Promise<bigint> {
  return [...(await latestOffsets(kafka, topic)).values()].reduce((sum, end) => sum + end, 0n);
}

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  env['DATABASE_URL'] = database.url;
  await ensureTopics(kafka, topics(prefix));
  aggregation = await startApp('aggregation', env);
  await producer.send(`${prefix}customs.figures`, [outRecord(good('2001'))]);
  for (const [name, record] of Object.entries(BAD)) {
    const [sent] = await producer.send(`${prefix}customs.figures`, [
      record,
      outRecord(good(`20${String(name.length)}2`)),
    ]);
    places[name] = `${prefix}customs.figures/${String(sent?.partition)}/${String(sent?.offset)}`;
  }
  await eventually(async () => (await recordsOn(`${prefix}customs.figures.dlq`)) >= 4n);
});

afterAll(async () => {
  await producer.close();
  await aggregation.stop();
  await readModel.close();
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run dlq', () => {
  it('lists the dead-letter topics, also while the database is away', async () => {
    const listed = await eventually(async () => {
      const found = await list();
      return found.length === 4 && found;
    });
    expect(listed.map(({ place }) => place).sort()).toEqual(Object.values(places).sort());
    expect(listed.every(({ replay }) => replay === null)).toBe(true);
    const one = listed.find(({ place }) => place === places['period']);
    expect(one).toMatchObject({ id: 'bad-period', rule: expect.stringMatching(/./) });
    expect((await list('--rule', one?.rule ?? '')).map(({ place }) => place)).toContain(places['period']);
    const away = await runOperator('dlq', ['list'], {
      ...env,
      DATABASE_URL: 'postgres://x:y@127.0.0.1:1/none',
    });
    expect(away.code).toBe(0);
    expect(away.err).toContain('What was replayed is not known');
    for (const place of Object.values(places)) expect(away.out).toContain(place);
  });

  it('shows the original bytes and headers', async () => {
    const utf8 = await runOperator('dlq', ['show', places['utf8'] ?? '', '--json'], env);
    expect(JSON.parse(utf8.out)).toMatchObject({
      key: { text: SERIES },
      value: { base64: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]).toString('base64') },
      headers: [['content-type', { text: 'application/cloudevents+json' }]],
      event: null,
    });
    const id = await runOperator('dlq', ['show', places['id'] ?? '', '--json'], env);
    expect((JSON.parse(id.out) as { headers: unknown[] }).headers).toEqual(
      expect.arrayContaining([
        ['odd', { text: '1' }],
        ['odd', { text: '2' }],
      ]),
    );
    const value = await runOperator('dlq', ['show', places['json'] ?? '', '--value'], env);
    expect(value.out).toBe('{"specversion":"1.0","id":');
  });

  it('refuses a record that would be refused again, even with a fix, and records nothing', async () => {
    const before = await recordsOn(`${prefix}customs.figures`);
    const untouched = await replay('--all');
    expect(untouched.code).toBe(1);
    expect(untouched.outcomes.map(({ outcome }) => outcome)).toEqual(Array(4).fill('refused'));
    const halfFixed = await replay(places['period'] ?? '', '--patch', '{"data":{"period":"2020-S9"}}');
    expect(halfFixed.outcomes).toMatchObject([{ outcome: 'refused' }]);
    expect(halfFixed.outcomes[0]?.faults.join()).toContain('/data/period');
    expect(await recordsOn(`${prefix}customs.figures`)).toBe(before);
    expect(await readReplays(readModel.pool, [`${prefix}customs.figures`])).toEqual([]);
  });

  it('sends a record back with a merge patch, once, in any number of calls', async () => {
    const patch = ['--patch', '{"data":{"period":"2020-S1"}}', '--reason', 'a slip', '--actor', 'ada'];
    const first = await replay(places['period'] ?? '', ...patch);
    expect(first).toMatchObject({ code: 0, outcomes: [{ outcome: 'sent' }] });
    await eventually(async () => (await outcomes('bad-period')).at(-1) === 'applied');
    const before = await recordsOn(`${prefix}customs.figures`);
    expect((await replay(places['period'] ?? '', ...patch)).outcomes).toMatchObject([{ outcome: 'already' }]);
    expect(await recordsOn(`${prefix}customs.figures`)).toBe(before);
    expect(await readReplays(readModel.pool, [`${prefix}customs.figures`])).toMatchObject([
      { fix: 'patch', reason: 'a slip', actor: 'ada', sent: { partition: expect.any(Number) } },
    ]);
    const told = (await readTopic(kafka, `${prefix}silkgauge.audit`)).map(
      ({ value }) => JSON.parse(String(value)) as { action: string },
    );
    // What was refused before, and what was sent already, did nothing.
    expect(told.filter(({ action }) => action === 'dead-letter.replayed')).toMatchObject([
      { actor: { cli: 'ada' }, target: places['period'], outcome: 'done', reason: 'a slip' },
    ]);
    expect((await list('--open')).map(({ place }) => place)).not.toContain(places['period']);
  });

  it('sends another event in place of an unreadable one', async () => {
    const file = join(folder, 'event.json');
    const [record] = records([figure(SERIES, '2021-S1', { value: '7' }, 'replaced')]);
    writeFileSync(file, record?.value ?? '');
    expect(await replay(places['json'] ?? '', '--replace', file)).toMatchObject({
      outcomes: [{ outcome: 'sent' }],
    });
    await eventually(async () => (await outcomes('replaced')).at(-1) === 'applied');
  });

  it('finds the record of an interrupted replay, and sends nothing twice', async () => {
    const topic = `${prefix}customs.figures`;
    const [, partition, offset] = (places['id'] ?? '').split('/');
    const place = { topic, partition: Number(partition), offset: offset ?? '' };
    await beginReplay(readModel.pool, {
      ...place,
      fix: 'patch',
      reason: '',
      actor: '',
      searchedFrom: await latestOffsets(kafka, topic),
    });
    expect((await list()).find((one) => one.place === places['id'])?.replay).toMatchObject({ sent: null });
    const [sent] = await producer.send(topic, [
      { ...outRecord(good('1999')), headers: { ...structured, 'dlq-replay': places['id'] ?? '' } },
    ]);
    const before = await recordsOn(topic);
    const fixed = await replay(places['id'] ?? '', '--patch', '{"id":"x"}');
    expect(fixed.outcomes).toMatchObject([{ outcome: 'already', sent }]);
    expect(await recordsOn(topic)).toBe(before);
  });

  it('sends a sale under its proper key, and a good record byte for byte', async () => {
    const topic = `${prefix}platform.sales`;
    const event = sale({ amount: '12.50', orderedAt: '2024-05-05T00:00:00Z' }, 'misplaced');
    const [wrong] = await producer.send(topic, [{ ...outRecord(event), key: 'elsewhere' }]);
    const place = `${topic}/${String(wrong?.partition)}/${String(wrong?.offset)}`;
    const refused = await eventually(async () => {
      const {
        outcomes: [one],
        code,
      } = await replay(place);
      return code === 1 && one;
    });
    expect(refused.faults.join()).toContain(event.key);
    expect(await replay(place, '--patch', '{}')).toMatchObject({ code: 0, outcomes: [{ outcome: 'sent' }] });
    await eventually(async () => {
      const { rows } = await readModel.pool.query<{ total: string }>('select total from sale_total');
      expect(rows).toEqual([{ total: '12.50' }]);
      return true;
    });
  });

  it('sends sales under the key of an alias back under the key that is kept, all at once', async () => {
    const topic = `${prefix}platform.sales`;
    const { data, key = '', ...event } = sale({ amount: '7', orderedAt: '2024-06-05T00:00:00Z' }, 'alias');
    const [kept, old] = ['CN-HI', 'CN-46'].map((area) => key.replace('.GB.', `.${area}.`));
    const sold = { ...event, key: old ?? '', data: { ...(data as object), sellerCountry: 'CN-46' } };
    await producer.send(topic, [outRecord(sold)]);
    const filters = ['--topic', 'platform.sales', '--rule', 'record-key', '--open'];
    await eventually(async () => (await list(...filters)).length === 1);
    expect(await replay('--all', ...filters, '--patch', '{}')).toMatchObject({
      code: 0,
      outcomes: [{ outcome: 'sent' }],
    });
    const { rows } = await eventually(async () => {
      const found = await readModel.pool.query<{ key: string; total: string }>(
        `select s.key, t.total from sale_total t join series s using (series_id) where t.period = '2024-06'`,
      );
      return found.rows.length > 0 && found;
    });
    expect(rows).toEqual([{ key: kept, total: '7' }]);
  });
});
