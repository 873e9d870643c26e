import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { GrowthState, TableMetadata } from '@silkgauge/contract';
import { parse } from 'csv-parse/sync';
import { runScript } from '../fixtures/run-command.ts';
import { newDataFolder } from '../services/index.ts';
import { allStates, caughtUp, get, load, startStack, type Stack } from './stack.ts';

type Row = Readonly<Record<string, string | null>>;

/** Types of DuckDB for the datatypes of CSV on the Web; decimals have at most 20 digits before the point, 18 after. */
const TYPES: Readonly<Record<string, string>> = {
  string: 'VARCHAR',
  decimal: 'DECIMAL(38,18)',
  integer: 'BIGINT',
  date: 'DATE',
  dateTime: 'TIMESTAMPTZ',
};

let stack: Stack;
let file: string;
/** The rows by another reader. */
let rows: readonly Row[];
let columns: readonly { readonly name: string; readonly datatype: string }[];

beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed', 'cbec', 'policies');
  await caughtUp(stack);
  const text = await (await fetch(`${stack.api.url}/v1/growth.csv`)).text();
  file = join(newDataFolder('duckdb'), 'growth.csv');
  await writeFile(file, text);
  rows = parse(text, { columns: true, cast: (value) => (value === '' ? null : value) });
  columns = (await get<TableMetadata>(stack, '/v1/growth.metadata.json')).tableSchema.columns;
});

afterAll(async () => {
  await stack?.stop();
});

async function ask(sql: string): Promise<readonly Record<string, unknown>[]> {
  const { code, out, err } = await runScript('harness/e2e/duckdb.mjs', [sql], { TZ: 'UTC' });
  if (code !== 0) throw new Error(`${sql}: ${err}`);
  return JSON.parse(out) as Record<string, unknown>[];
}

/** The table as its metadata types it. */
const typed = () =>
  `read_csv('${file}', types = {${columns.map(({ name, datatype }) => `'${name}': '${TYPES[datatype] ?? ''}'`).join(', ')}})`;

/** A decimal without the zeros behind its last digit. */
const plain = (decimal: string | null): string | null =>
  decimal === null || !decimal.includes('.') ? decimal : decimal.replace(/(?<!0)0*$/, '').replace(/\.$/, '');

it('a stock DuckDB reads all rows and columns of the table without being told anything', async () => {
  expect(rows.length).toBeGreaterThan(500);
  expect(await ask(`select count(*)::int as count from '${file}'`)).toEqual([{ count: rows.length }]);
  const found = await ask(`select column_name as name, column_type as type from (describe from '${file}')`);
  expect(found.map(({ name }) => name)).toEqual(columns.map(({ name }) => name));
  const types = new Map(found.map(({ name, type }) => [name, type]));
  const days = columns.filter(({ datatype }) => datatype === 'date').map(({ name }) => name);
  expect(days.length).toBeGreaterThanOrEqual(2);
  for (const day of days) expect([day, types.get(day)]).toEqual([day, 'DATE']);
  expect(types.get('value')).toBe('DOUBLE');
});

it('by the types of the metadata, each decimal is exact and each day and instant is right', async () => {
  const named = (datatype: string) => columns.filter((one) => one.datatype === datatype);
  const decimals = named('decimal').map(({ name }) => name);
  const times = [...named('date'), ...named('dateTime')].map(({ name }) => name);
  expect(decimals).toEqual(expect.arrayContaining(['value', 'low', 'high', 'gap']));
  const shown = [...decimals, ...times].map((name) => `"${name}"::varchar as "${name}"`);
  const read = (await ask(`select key, ${shown.join(', ')} from ${typed()}`)) as Row[];
  expect(read.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
  for (const [at, row] of rows.entries()) {
    for (const name of decimals)
      expect([row['key'], name, plain(read[at]?.[name] ?? null)]).toEqual([
        ...[row['key'], name, plain(row[name] ?? null)],
      ]);
    for (const name of times) {
      const [given = null, found = null] = [row[name], read[at]?.[name]];
      expect([name, found === null ? null : Date.parse(found)]).toEqual([
        ...[name, given === null ? null : Date.parse(given)],
      ]);
    }
  }
});

it('a query over time gives what the API gives, as a chart would draw it', async () => {
  const states = await allStates(stack);
  const years = (state: GrowthState) => /^\d{4}$/.test(state.period) && state.level.reported?.value;
  const bySeries = Map.groupBy(states.filter(years), ({ key }) => key.slice(0, key.indexOf('/')));
  const [series, longest] = [...bySeries].reduce((a, b) => (b[1].length > a[1].length ? b : a));
  expect(longest.length).toBeGreaterThan(4);
  const drawn = await ask(
    `select periodStart::varchar as day, value::varchar as value from ${typed()}
     where key like '${series}/%' and regexp_full_match(period, '[0-9]{4}')
       and measure = 'level' and side = 'reported' and value is not null
     order by periodStart`,
  );
  expect(drawn.map(({ day, value }) => [day, plain(value as string)])).toEqual(
    longest
      .toSorted((a, b) => a.period.localeCompare(b.period))
      .map(({ period, level }) => [`${period}-01-01`, plain(level.reported?.value ?? null)]),
  );
  const counted = await ask(`select measure, side, count(*)::int as count from ${typed()} group by all`);
  const groups = Map.groupBy(rows, ({ measure, side }) => `${String(measure)} ${String(side)}`);
  expect(
    Object.fromEntries(
      counted.map(({ measure, side, count }) => [`${String(measure)} ${String(side)}`, count]),
    ),
  ).toEqual(Object.fromEntries([...groups].map(([name, group]) => [name, group.length])));
});

it('a stock DuckDB reads the Parquet file with the same columns and rows, and every decimal exactly', async () => {
  const parquet = file.replace(/csv$/, 'parquet');
  const answer = await fetch(`${stack.api.url}/v1/growth.parquet`);
  await writeFile(parquet, Buffer.from(await answer.arrayBuffer()));
  const found = await ask(
    `select column_name as name, column_type as type from (describe from '${parquet}')`,
  );
  const texts = ['valueText', 'lowText', 'highText'];
  expect(found.map(({ name }) => name)).toEqual([...columns.map(({ name }) => name), ...texts]);
  const types = new Map(found.map(({ name, type }) => [name, type]));
  for (const name of ['value', 'low', 'high', 'gap', 'units']) expect(types.get(name)).toBe('DECIMAL(38,18)');
  for (const name of ['events', 'version', 'sequence']) expect(types.get(name)).toBe('BIGINT');
  for (const name of ['knownAt', 'publishedBy']) expect(types.get(name)).toBe('TIMESTAMP WITH TIME ZONE');
  const shown = [...types.keys()].map((name) => `"${String(name)}"::varchar as "${String(name)}"`);
  const read = (await ask(`select ${shown.join(', ')} from '${parquet}'`)) as Row[];
  expect(read).toHaveLength(rows.length);
  for (const [at, row] of rows.entries())
    for (const { name, datatype } of columns) {
      const [given = null, told = null] = [row[name], read[at]?.[name]];
      if (datatype === 'decimal') expect([name, plain(told)]).toEqual([name, plain(given)]);
      else if (types.get(name) === 'TIMESTAMP WITH TIME ZONE')
        expect([name, told && Date.parse(told)]).toEqual([name, given && Date.parse(given)]);
      else expect([name, told]).toEqual([name, given?.replace(/^'(?=[=+@-])/, '') ?? null]);
      if (texts.includes(`${name}Text`)) expect(read[at]?.[`${name}Text`]).toBe(given);
    }
});
