import type { StateDocument } from '@silkgauge/contract';
import { decimalOf, growthOf, parse, plus, whole, type Fraction } from '../fraction.ts';
import { monthsFrom } from '../months.ts';
import { same } from './ensure.ts';
import { orderedAt, type Meaning, type World } from './input-log.ts';
import { monthKey } from './store/keys.ts';
import type { Tables } from './store/tables.ts';

/** Present state by key. */
export type PresentStates = ReadonlyMap<string, StateDocument>;

interface Month {
  readonly series: string;
  readonly month: string;
  total: Fraction;
  units: Fraction;
  events: number;
  last: string;
}

const written = (decimal: string | null | undefined): string => decimalOf(parse(decimal ?? ''));

/** Each sale counts once: in the totals, in the present states, and in the counts of the versions. */
export function checkSales(world: World, tables: Tables, states: PresentStates): void {
  const expected = foldLog(world);
  const ids = new Map([...tables.series.rows.values()].map((row) => [row.key, row.series_id]));
  same(tables.sale_total.rows.size, expected.size, 'the number of months with sales');
  checkMonths(tables, [...expected.values()]);
  const folded = foldedEvents(tables);
  const printed = new Set([...tables.figure.rows.values()].map((figure) => figure.series_id));
  for (const [name, { series, month, total, units, events, last }] of expected) {
    const id = ids.get(series) ?? '';
    const row = tables.sale_total.rows.get(monthKey(id, month));
    same(written(row?.total), decimalOf(total), `the total of ${name}`);
    same(written(row?.units), decimalOf(units), `the units of ${name}`);
    same(row?.events, BigInt(events), `the number of sales of ${name}`);
    same(folded.get(monthKey(id, month)), events, `the number of sales the versions of ${name} tell of`);
    const state = states.get(monthKey(id, month));
    same(written(state?.level.computed?.value), decimalOf(total), `the level of ${name}`);
    same(state?.counts?.events, String(events), `the counts of ${name}`);
    same(state?.counts?.last, last, `the latest order of ${name}`);
    if (!state || printed.has(id)) continue;
    checkGrowth(state, 'G1', total, expected.get(`${series}/${monthsFrom(month, -1)}`)?.total, name);
    checkGrowth(state, 'GY', total, expected.get(`${series}/${monthsFrom(month, -12)}`)?.total, name);
  }
}

/** The months of a platform are recorded from the first version that counts a sale of the month. */
function checkMonths({ sale_month, change, series }: Tables, sold: readonly Month[]): void {
  const keys = new Map([...series.rows.values()].map(({ series_id, key }) => [series_id, key]));
  const firsts = new Map<string, bigint>();
  for (const { series_id, period, sequence, document } of change.rows.values()) {
    if (!document.includes('"folded":')) continue;
    const name = `${keys.get(series_id)?.split('.')[0] ?? ''}/${period}`;
    const first = firsts.get(name);
    if (first === undefined || sequence < first) firsts.set(name, sequence);
  }
  same(sale_month.rows.size, firsts.size, 'the number of months of platforms');
  same(
    firsts.size,
    new Set(sold.map(({ series: of, month }) => `${of.split('.')[0] ?? ''}/${month}`)).size,
    'the number of months that were sold in',
  );
  for (const [name, sequence] of firsts)
    same(sale_month.rows.get(name)?.sequence, sequence, `where ${name} begins`);
}

/** Plain sums of the log: in each partition the first record of an identity counts. */
function foldLog({ partitions }: World): Map<string, Month> {
  const months = new Map<string, Month>();
  for (const { topic, entries } of partitions) {
    if (topic !== 'platform.sales') continue;
    const seen = new Set<string>();
    for (const { meaning } of entries) {
      if (meaning.kind === 'sale' && !seen.has(meaning.id)) add(months, meaning);
      if (meaning.kind === 'sale') seen.add(meaning.id);
    }
  }
  return months;
}

function add(months: Map<string, Month>, sale: Meaning & { kind: 'sale' }): void {
  const { series, month } = sale;
  const name = `${series}/${month}`;
  const sum = months.get(name) ?? { series, month, total: whole(0), units: whole(0), events: 0, last: '' };
  sum.total = plus(sum.total, parse(sale.amount));
  sum.units = plus(sum.units, parse(sale.quantity));
  sum.events += 1;
  const last = orderedAt(sale);
  if (last > sum.last) sum.last = last;
  months.set(name, sum);
}

function foldedEvents({ change }: Tables): Map<string, number> {
  const sums = new Map<string, number>();
  for (const { series_id, period, document } of change.rows.values()) {
    const key = monthKey(series_id, period);
    const events = /"folded":\{"events":"(\d+)"/.exec(document)?.[1] ?? 0;
    sums.set(key, (sums.get(key) ?? 0) + Number(events));
  }
  return sums;
}

/** Growth is null without a base. */
function checkGrowth(
  state: StateDocument,
  comparison: string,
  now: Fraction,
  base: Fraction | undefined,
  name: string,
): void {
  const growth = base && base.n > 0n ? growthOf(now, base) : undefined;
  same(state.growth[comparison]?.computed?.value, growth, `${comparison} of ${name}`);
}
