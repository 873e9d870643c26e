import type { FigureData } from '@silkgauge/contract';
import type { Row } from '../read-csv.ts';
import { samePeriodIn } from './cbec-dates.ts';

type CbecWording = NonNullable<FigureData['wording']>;
type CbecQualifier = NonNullable<FigureData['qualifier']>;
type Status = NonNullable<FigureData['status']>;

/** Counts, quantities and peaks are levels of their own indicators: a peak is a number of orders in one second. */
const MEASURES: Readonly<Record<string, FigureData['measure']>> = {
  value: 'level',
  count: 'level',
  quantity: 'level',
  rate: 'level',
  growth: 'growth',
  share: 'share',
  contribution: 'contribution',
  growth_gap: 'growth-gap',
  growth_change: 'growth-change',
  share_change: 'share-change',
};

const WORDINGS: Readonly<Record<string, CbecWording>> = {
  percent: 'percent',
  share: 'percent',
  points: 'points',
  up_by_times: 'up-by-times',
  to_times: 'to-times',
  fold: 'fold',
  ambiguous_times: 'ambiguous-times',
};

const QUALIFIERS: Readonly<Record<string, CbecQualifier>> = {
  exact: 'exact',
  approx: 'about',
  over: 'over',
  under: 'under',
  range_low: 'range',
};

const STATUSES: readonly Status[] = ['preliminary', 'final', 'revised', 'forecast', 'unspecified'];

export const measureOf = (row: Row): FigureData['measure'] => known(MEASURES, row, 'measure');
export const wordingOf = (row: Row): CbecWording => known(WORDINGS, row, 'expression');
export const qualifierOf = (row: Row): CbecQualifier => known(QUALIFIERS, row, 'qualifier');

/**
 * The status of a print. Customs publish the full scope twice, as an estimate and as the result of a survey: one
 * coverage in two vintages. Where a row states no status, its caliber tells which of them it is.
 */
export function statusOf(row: Row): Status {
  const status = STATUSES.find((one) => one === row['status']);
  if (!status) throw new Error(`${row['obs_id'] ?? ''}: unknown status ${row['status'] ?? ''}`);
  if (status !== 'unspecified') return status;
  if (row['caliber'] === 'full_prelim') return 'preliminary';
  return row['caliber'] === 'full_survey' ? 'final' : 'unspecified';
}

/** Bases that compare with the same period a year before; a share and what is said of it speak of that too. */
const YEAR_BEFORE = new Set([
  'yoy',
  'ytd_yoy',
  'yoy_same_window',
  'yoy_points',
  'points_over_total_trade',
  'contribution_points',
  'share',
  'share_of_nation',
]);

/** Bases that the sources leave open: no basis at all, or years without saying which. */
const NOT_STATED = new Set(['unknown', 'over_5_years', 'over_decade']);

/** What a figure compares with: `GY`, `G1`, a period, or `_U`. */
export function comparisonOf(row: Row): string {
  const basis = row['basis'] ?? '';
  if (YEAR_BEFORE.has(basis)) return 'GY';
  if (basis === 'mom') return 'G1';
  if (NOT_STATED.has(basis)) return '_U';
  const [, year, month] = /^vs_(\d{4})(?:M(\d{2}))?$/.exec(basis) ?? [];
  if (year !== undefined) return month === undefined ? samePeriodIn(row, year) : `${year}-${month}`;
  const own = Number(row['period_start']?.slice(0, 4));
  if (basis === 'vs_full_previous_year') return String(own - 1);
  // January to a month against January to the month before, growth rates of both.
  if (basis === 'points_vs_previous_ytd') {
    return `${String(own)}-01-01/P${String(Number(row['period_end']?.slice(5, 7)) - 1)}M`;
  }
  throw new Error(`${row['obs_id'] ?? ''}: unknown basis ${basis}`);
}

function known<Value>(table: Readonly<Record<string, Value>>, row: Row, column: string): Value {
  const value = table[row[column] ?? ''];
  if (value === undefined) throw new Error(`${row['obs_id'] ?? ''}: unknown ${column} ${row[column] ?? ''}`);
  return value;
}
