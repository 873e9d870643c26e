import type { Pool } from 'pg';
import { decimalOf, growthOf, isSame as isEqual, parse } from '../../fraction.ts';
import { monthsFrom } from '../../months.ts';
import type { Fold, MonthTotal } from './fold.ts';
import { Findings, type Verdict } from './verdict.ts';

interface TotalRow {
  readonly key: string;
  readonly total: string;
  readonly events: string;
  readonly units: string;
  /** Null without publication. */
  readonly document: string | null;
  readonly has_figures: boolean;
}

interface State {
  readonly level: { readonly computed?: { readonly value: string } };
  readonly growth: Readonly<Record<string, { readonly computed?: { readonly value: string } } | undefined>>;
  readonly counts?: { readonly events: string; readonly units: string };
}

/** Totals, counts, units and states of every month of every series equal the fold, with no extra rows. */
export async function checkSales(pool: Pool, { sales }: Fold): Promise<Verdict[]> {
  const totals = new Findings('totals equal the fold of what was produced');
  const states = new Findings('states of sales say these totals and their growth');
  const { rows } = await pool.query<TotalRow>(
    `select s.key || '/' || t.period as key, t.total::text, t.events::text, t.units::text, c.document,
            exists (select from figure f where f.series_id = s.series_id) as has_figures
     from sale_total t join series s using (series_id)
     left join growth_state g on g.series_id = t.series_id and g.period = t.period
     left join change c on c.sequence = g.sequence`,
  );
  const found = new Map(rows.map((row) => [row.key, row]));
  for (const key of found.keys())
    totals.expect(sales.has(key), () => `${key} has a total and nobody sold anything`);
  for (const [key, month] of sales) {
    const row = found.get(key);
    totals.expect(
      row !== undefined && isSame(row, month),
      () => `${key}: ${wanted(month)}, found ${shown(row)}`,
    );
    const problem = row ? stateProblem(row, key, sales) : 'no state';
    states.expect(problem === null, () => `${key}: ${problem ?? ''}`);
  }
  return [totals.verdict, states.verdict];
}

const isSame = (row: TotalRow, { total, events, units }: MonthTotal): boolean =>
  isEqual(parse(row.total), total) && Number(row.events) === events && isEqual(parse(row.units), units);

const wanted = ({ total, events, units }: MonthTotal): string =>
  `expected ${decimalOf(total)} in ${String(events)} sales of ${decimalOf(units)}`;
const shown = (row: TotalRow | undefined): string =>
  row ? `${row.total} in ${row.events} sales of ${row.units}` : 'nothing';

function stateProblem({ document, has_figures }: TotalRow, key: string, sales: Fold['sales']): string | null {
  const month = sales.get(key);
  if (document === null || !month) return 'no state';
  const { level, growth, counts } = JSON.parse(document) as State;
  if (!level.computed || !isEqual(parse(level.computed.value), month.total))
    return `level ${level.computed?.value ?? 'none'}, ${wanted(month)}`;
  if (counts?.events !== String(month.events) || !isEqual(parse(counts.units), month.units))
    return `counts ${JSON.stringify(counts)}, ${wanted(month)}`;
  // Growth that involves figures belongs to another check.
  if (has_figures) return null;
  for (const [comparison, months] of [
    ['G1', 1],
    ['GY', 12],
  ] as const) {
    const base = sales.get(`${key.slice(0, -7)}${monthsFrom(key.slice(-7), -months)}`);
    const value = growth[comparison]?.computed?.value;
    const expected = base && base.total.n > 0n ? growthOf(month.total, base.total) : undefined;
    if (value !== expected) return `${comparison} ${value ?? 'none'}, expected ${expected ?? 'none'}`;
  }
  return null;
}
