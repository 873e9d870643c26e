import { COLUMNS } from '@silkgauge/contract';
import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { parquetMetadata, parquetReadObjects, type FileMetaData } from 'hyparquet';
import { testDatabase } from '@silkgauge/testing';
import { commit, documentOf, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';
import { keepPrints, level } from '../published/published.fixture.ts';

const CHINA = seriesOf({ area: 'CN' });
const EVIL = seriesOf({ area: 'GB', reporter: '@SUM-1' });
const TOO_LONG = '123456789012345678901.5';

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    { key: CHINA, period: '2020-S1', value: '4720000000', growth: '-26.20' },
    { key: CHINA, period: '2021', value: TOO_LONG },
    { key: EVIL, period: '2020', value: '0.1' },
    {
      ...{ key: seriesOf({ area: 'CN-HA' }), period: '_U', value: '0', domain: 'platform' },
      document: { counts: { events: '12', units: '30.5' }, flags: ['small-base', 'unknown-period'] },
    },
    { key: seriesOf({ area: 'CN-HI' }), period: '2020', value: '0', document: readings() },
  );
});
afterAll(() => api.end());

function readings() {
  const reading = (name: string, value: string | null, low: string, high: string) => ({
    ...{ reading: name, value, low, high },
  });
  const { level: of } = documentOf('0');
  return {
    level: {
      ...of,
      reported: {
        value: null,
        unit: 'CNY',
        low: null,
        high: null,
        status: 'P',
        formula: 'reported@1',
        readings: [reading('up-by-times', '450', '445', '455'), reading('to-times', null, '345', '355')],
      },
    },
  } as const;
}

interface ReadFile {
  readonly response: Response;
  readonly metadata: FileMetaData;
  readonly rows: readonly Record<string, unknown>[];
  readonly said: Readonly<Record<string, string | undefined>>;
}

async function read(query = '', headers: Record<string, string> = {}): Promise<ReadFile> {
  const response = await api.get(`/v1/growth.parquet${query}`, headers);
  expect([response.status, response.headers.get('content-type')]).toEqual([
    200,
    'application/vnd.apache.parquet',
  ]);
  const file = await response.arrayBuffer();
  const metadata = parquetMetadata(file);
  const said = Object.fromEntries((metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value]));
  return { response, metadata, rows: await parquetReadObjects({ file }), said };
}

const csv = async (query: string) => (await api.get(`/v1/growth.csv${query}`)).text();

/** Rows of the table by the names of its columns; what is empty is null, and no text has an apostrophe of its own. */
const rowsOf = (text: string): readonly Record<string, string | null>[] =>
  parse(text, {
    columns: true,
    cast: (cell) => (cell === '' ? null : cell.replace(/^'(?=[=+\-@])/, '')),
  });

const TEXTS = ['value', 'low', 'high'];
const DECIMALS = ['value', 'low', 'high', 'gap', 'units'];
const INTEGERS = ['events', 'version', 'sequence'];
const INSTANTS = ['knownAt', 'publishedBy'];

describe('GET /v1/growth.parquet', () => {
  it('has the columns of the table in their order, then the digits of its numbers', async () => {
    const { metadata } = await read();
    const names = metadata.schema.slice(1).map(({ name }) => name);
    expect(names).toEqual([...COLUMNS.map(({ name }) => name), 'valueText', 'lowText', 'highText']);
    const typeOf = (name: string) => metadata.schema.find((one) => one.name === name);
    for (const name of DECIMALS)
      expect(typeOf(name)).toMatchObject({
        ...{ type: 'FIXED_LEN_BYTE_ARRAY', type_length: 16, precision: 38, scale: 18 },
        logical_type: { type: 'DECIMAL', precision: 38, scale: 18 },
      });
    for (const name of INTEGERS) expect(typeOf(name)?.type).toBe('INT64');
    for (const name of INSTANTS)
      expect(typeOf(name)?.logical_type).toEqual({
        type: 'TIMESTAMP',
        isAdjustedToUTC: true,
        unit: 'MILLIS',
      });
    const others = names.filter((name) => ![...DECIMALS, ...INTEGERS, ...INSTANTS].includes(name));
    for (const name of others) expect(typeOf(name)?.logical_type).toEqual({ type: 'STRING' });
  });

  it('has the rows of the table, their texts without apostrophes, and null where a cell is empty', async () => {
    const { rows } = await read();
    const table = rowsOf(await csv(''));
    expect(rows).toHaveLength(table.length);
    const others = COLUMNS.map(({ name }) => name).filter(
      (name) => ![...DECIMALS, ...INTEGERS, ...INSTANTS].includes(name),
    );
    for (const [at, row] of table.entries()) {
      for (const name of others) expect([name, rows[at]?.[name] ?? null]).toEqual([name, row[name]]);
      for (const name of TEXTS) expect(rows[at]?.[`${name}Text`] ?? null).toBe(row[name]);
      for (const name of INTEGERS) {
        const cell = row[name];
        expect([name, rows[at]?.[name] ?? null]).toEqual([name, cell ? BigInt(cell) : null]);
      }
      for (const name of INSTANTS) {
        const cell = row[name];
        expect([name, rows[at]?.[name] ?? null]).toEqual([name, cell ? new Date(cell) : null]);
      }
    }
    expect(rows.some(({ reporter }) => reporter === '@SUM-1')).toBe(true);
  });

  it('has a number that fits no decimal as text alone', async () => {
    const { rows } = await read('?period=2021');
    expect(rows).toMatchObject([{ value: null, valueText: TOO_LONG, low: null, lowText: TOO_LONG }]);
  });

  it('has a row for each reading of a figure, and none with a single number', async () => {
    const { rows } = await read('?area=CN-HI');
    expect(rows).toMatchObject([
      { reading: 'up-by-times', valueText: '450', lowText: '445', highText: '455' },
      { reading: 'to-times', value: null, valueText: null, lowText: '345', highText: '355' },
    ]);
  });

  it('says its pinned query, its sequence, and the digest of the table of that query', async () => {
    for (const query of ['', '?area=CN&columns=key,value', '?lang=zh', '?publishedBy=2024&area=CN']) {
      const { said, response } = await read(query, { 'accept-language': 'zh' });
      const pinned = said['silkgauge.query'] ?? '';
      const bytes = Buffer.from(await (await api.get(`/v1/growth.csv?${pinned}`)).arrayBuffer());
      expect(said['silkgauge.digest']).toBe(`sha-256:${createHash('sha256').update(bytes).digest('hex')}`);
      expect(said['silkgauge.sequence']).toBe(response.headers.get('x-silkgauge-sequence'));
      if (!query.includes('publishedBy'))
        expect(pinned).toContain(`asOf=${said['silkgauge.sequence'] ?? ''}`);
      const again = await read(`?${pinned}`);
      expect([again.said['silkgauge.digest'], again.rows]).toEqual([
        said['silkgauge.digest'],
        (await read(`?${pinned}`)).rows,
      ]);
    }
  });

  it('has groups of rows, the first of 200, whatever was committed meanwhile', async () => {
    const periods = Array.from({ length: 1_700 }, (_, at) => String(at + 1).padStart(4, '0'));
    const key = seriesOf({ area: 'CN', reporter: 'MANY' });
    await commit(api.pool, ...periods.map((period) => ({ key, period, value: '1' })));
    const reading = read('?reporter=MANY');
    await commit(api.pool, ...periods.map((period) => ({ key, period, value: '2' })));
    const { metadata, rows } = await reading;
    expect(metadata.row_groups.map(({ num_rows: count }) => Number(count))).toEqual([200, 1_500]);
    expect(rows.map(({ period }) => period)).toEqual(periods);
    expect(new Set(rows.map(({ valueText }) => valueText)).size).toBe(1);
  });

  it('without rows is a file without rows', async () => {
    const { rows, metadata, said } = await read('?reporter=NOBODY');
    expect([rows, metadata.num_rows, metadata.row_groups]).toEqual([[], 0n, []]);
    expect(said['silkgauge.digest']).toMatch(/^sha-256:[0-9a-f]{64}$/);
  });

  it('takes the clocks of the table', async () => {
    const key = seriesOf({ area: 'US', reporter: 'USCB' });
    await keepPrints(api.pool, [
      level(key, '2020', '100', '2021-01-10'),
      level(key, '2020', '110', '2021-03-10'),
    ]);
    const { rows } = await read('?reporter=USCB&publishedBy=2021-02-28');
    expect(rows).toMatchObject([
      { valueText: '100', version: null, publishedBy: new Date('2021-02-28T23:59:59.999Z') },
    ]);
    expect((await read('?area=CN&period=2020-S1&asOf=0')).rows).toEqual([]);
  });

  it('has validators, gzip and HEAD as the table', async () => {
    const { response } = await read('', { 'accept-encoding': 'identity' });
    const etag = response.headers.get('etag') ?? '';
    const again = await api.get('/v1/growth.parquet', {
      'if-none-match': etag,
      'accept-encoding': 'identity',
    });
    expect([again.status, again.headers.get('etag')]).toEqual([304, etag]);
    const head = await fetch(`${api.url}/v1/growth.parquet`, { method: 'HEAD' });
    expect([head.status, await head.text(), head.headers.get('content-type')]).toEqual([
      ...[200, '', 'application/vnd.apache.parquet'],
    ]);
    expect(head.headers.get('x-silkgauge-sequence')).toBe(response.headers.get('x-silkgauge-sequence'));
    const zipped = await api.get('/v1/growth.parquet', { 'accept-encoding': 'gzip' });
    expect(zipped.headers.get('content-encoding')).toBe('gzip');
    expect(zipped.headers.get('etag')).not.toBe(etag);
    expect(response.headers.get('link')).toContain('; rel="canonical"');
  });

  it.each([
    ['?limit=1', 'limit', 'not-of-table'],
    ['?areaa=CN', 'areaa', 'unknown-parameter'],
    ['?columns=vlaue', 'columns', 'column'],
    ['?asOf=99999999', 'asOf', 'ahead-of-log'],
    ['?asOf=1&publishedBy=2020', 'publishedBy', 'two-clocks'],
  ])('refuses %s as the table does', async (query, parameter, rule) => {
    const response = await api.get(`/v1/growth.parquet${query}`);
    expect([response.status, response.headers.get('content-type')]).toEqual([
      400,
      'application/problem+json',
    ]);
    expect(await response.json()).toMatchObject({ errors: [{ parameter, rule }] });
  });
});
