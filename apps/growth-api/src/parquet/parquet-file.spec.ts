import { parseSeriesKey, COLUMNS } from '@silkgauge/contract';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import type { TableText } from '../table/table-text.ts';
import { parquetParts } from './parquet-file.ts';

const KEY = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';

/** A state of one number. */
function stateOf(value: number): string {
  const digits = String(value);
  const reported = {
    value: digits,
    low: digits,
    high: digits,
    unit: 'CNY',
    status: 'A',
    formula: 'reported@1',
  };
  return JSON.stringify({
    ...{ key: `${KEY}/2020`, series: parseSeriesKey(KEY), period: '2020', version: 1, sequence: '1' },
    ...{
      level: { reported, verdict: 'unchecked', gap: null },
      growth: {},
      other: {},
      flags: [],
      notices: [],
    },
  });
}

const TABLE: TableText = {
  columns: COLUMNS.filter(({ name }) => name === 'value'),
  language: 'en',
  readQuotes: () => Promise.resolve(() => null),
};

const FACTS = { query: '', sequence: '1' };

it('a file has groups of 2,000 rows, the first of 200; its parts are its first bytes, those groups and the footer', async () => {
  const values = Array.from({ length: 4_300 }, (_, at) => at);
  async function* lots() {
    for (let from = 0; from < values.length; from += 500)
      yield await Promise.resolve(values.slice(from, from + 500).map(stateOf));
  }
  const parts: Uint8Array[] = [];
  for await (const part of parquetParts(lots(), TABLE, FACTS)) parts.push(part);
  const file = new Uint8Array(Buffer.concat(parts)).buffer;
  const { row_groups: groups } = parquetMetadata(file);
  expect(groups.map(({ num_rows: rows }) => Number(rows))).toEqual([200, 2_000, 2_000, 100]);
  expect(parts).toHaveLength(2 + groups.length);
  expect(Buffer.from(parts[0] ?? []).toString()).toBe('PAR1');
  const rows = await parquetReadObjects({ file });
  expect(rows.map(({ valueText }) => valueText)).toEqual(values.map(String));
});

it('a file has its second part, the first group of rows, once one lot of states is read', async () => {
  let read = 0;
  async function* lots() {
    for (; read < 10; read += 1) yield await Promise.resolve(Array.from({ length: 500 }, () => stateOf(1)));
  }
  const parts = parquetParts(lots(), TABLE, FACTS);
  await parts.next();
  expect((await parts.next()).value?.length).toBeGreaterThan(4);
  expect(read).toBe(0);
  await parts.return();
});

it('each group says between which values the columns lie that readers filter by', async () => {
  async function* lots() {
    yield await Promise.resolve([7, -3, 5].map(stateOf));
  }
  const columns = COLUMNS.filter(({ name }) => ['period', 'areaName', 'value'].includes(name));
  const parts: Uint8Array[] = [];
  for await (const part of parquetParts(lots(), { ...TABLE, columns }, FACTS)) parts.push(part);
  const [group] = parquetMetadata(new Uint8Array(Buffer.concat(parts)).buffer).row_groups;
  const bounds = group?.columns.map(({ meta_data: told }) => [
    told?.path_in_schema[0],
    told?.statistics?.min_value,
    told?.statistics?.max_value,
  ]);
  expect(bounds).toEqual([
    ['areaName', undefined, undefined],
    ['period', '2020', '2020'],
    ['value', expect.closeTo(-3), expect.closeTo(7)],
    ['valueText', undefined, undefined],
  ]);
});
