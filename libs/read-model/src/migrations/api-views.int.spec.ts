import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import type pg from 'pg';
import { connect } from '../read-model.ts';

let database: TestDatabase;
let session: pg.Client;

beforeAll(async () => {
  database = await testDatabase();
  session = await connect(database.url, 'spec');
  await session.query(
    `insert into series (key, domain, reporter, area, indicator, coverage, flow, mode, product, counterpart, currency)
     values ($1, 'customs', $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [KEY, ...KEY.split('.')],
  );
  await print('f1', 0, { document: PRINT.document }, null);
  const state = { level: { reported: { low: '1', from: FROM } }, growth: {}, other: {}, flags: [] };
  await session.query(
    `insert into change (sequence, series_id, period, version, known_at, document) values (1, 1, '2020', 1, '2024-01-01Z', $1)`,
    [JSON.stringify({ ...state, change: { previous: null } })],
  );
  await session.query(
    `insert into growth_state values (1, '2020', '2020-01-01', '2020-12-31', 1, 1, '2024-01-01Z')`,
  );
});

afterAll(async () => {
  await session?.end();
  await database?.drop();
});

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
const PRINT = {
  ...{ source: '/s', id: 'f1', measure: 'level', period: '2020', comparison: null, value: '1', unit: 'CNY' },
  ...{ valueHigh: null, multiplier: '1', wording: null, qualifier: 'exact', status: 'final' },
  ...{ publishedAt: '2021', kind: null, document: 'https://example.org/"quoted"' },
};
const FROM = {
  ...{ source: '/s', id: 'f1', document: PRINT.document, publishedAt: '2021', kind: 'agency' },
  publisher: { code: 'XINHUA', name: { en: 'Xinhua', zh: '新华社' } },
};
const XINHUA = { publisher_code: 'XINHUA', publisher_en: 'Xinhua', publisher_zh: '新华社' };

async function print(id: string, offset: number, evidence: object, kind: string | null): Promise<void> {
  await session.query(
    `insert into event (source, id, type, topic, partition, "offset", known_at, outcome, digest, data)
     values ('/s', $1, 'silkgauge.figure.reported.v1', 'customs.figures', 0, $2, '2024-01-01Z', 'applied', '\\x00', $3)`,
    [id, offset, JSON.stringify({ evidence })],
  );
  await session.query(
    `insert into figure (event_id, series_id, period, published_until, print)
     select event_id, 1, '2020', known_at, $2 from event where id = $1`,
    [id, JSON.stringify({ ...PRINT, id, kind })],
  );
}

const read = async (sql: string, values: readonly string[] = []) =>
  (await session.query<object>(sql, [...values])).rows;

it('the views of readers tell who printed a number, and of which kind the print is', async () => {
  const columns = Object.keys(XINHUA).join(', ');
  const agency = { kind: 'agency', ...XINHUA };
  expect(await read(`select published_at, kind, ${columns} from api.growth`)).toEqual([
    { published_at: '2021', ...agency },
  ]);
  const nothing = { previous_published_at: null, previous_kind: null, previous_publisher_en: null };
  expect(
    await read(
      `select published_at, kind, ${columns}, ${Object.keys(nothing).join(', ')} from api.revisions`,
    ),
  ).toEqual([{ published_at: '2021', ...agency, ...nothing }]);
});

it('an observation has the publisher of its event, else the one that a state tells, else none', async () => {
  const of = (id: string) =>
    read(`select kind, publisher_code, publisher_en, publisher_zh from api.observations where id = $1`, [id]);
  expect(await of('f1')).toEqual([{ kind: null, ...XINHUA }]);
  const named = { publisher: { name: { en: 'The Wire', zh: '连线' } } };
  await print('f3', 10, { document: PRINT.document, kind: 'repost', ...named }, 'repost');
  await print('f4', 11, { document: PRINT.document }, null);
  expect(await of('f3')).toEqual([
    { kind: 'repost', publisher_code: null, publisher_en: 'The Wire', publisher_zh: '连线' },
  ]);
  expect(await of('f4')).toEqual([
    { kind: null, publisher_code: null, publisher_en: null, publisher_zh: null },
  ]);
});

it('each column of the views is explained', async () => {
  expect(
    await read(
      `select c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid
       where c.relnamespace = 'api'::regnamespace and a.attnum > 0 and col_description(c.oid, a.attnum) is null`,
    ),
  ).toEqual([]);
});
