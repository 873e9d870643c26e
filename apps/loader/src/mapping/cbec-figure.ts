import { PRINT_STATUSES, type PrintStatus } from '@silkgauge/codelists';
import type { FigureData } from '@silkgauge/contract';
import type { Row } from '../read-csv.ts';
import { samePeriodIn } from './cbec-dates.ts';

type CbecWording = NonNullable<FigureData['wording']>;
type CbecQualifier = NonNullable<FigureData['qualifier']>;

/** Counts, quantities and peaks (orders in one second) are levels of their own indicators. */
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

export const measureOf = (row: Row): FigureData['measure'] => known(MEASURES, row, 'measure');
export const wordingOf = (row: Row): CbecWording => known(WORDINGS, row, 'expression');
export const qualifierOf = (row: Row): CbecQualifier => known(QUALIFIERS, row, 'qualifier');

/**
 * Status of a print. Customs publish the full scope as an estimate and as a survey result, two vintages of
 * one coverage, so `caliber` decides if the row states no status.
 */
export function statusOf(row: Row): PrintStatus {
  const status = PRINT_STATUSES.codes.find((one) => one === row['status']);
  if (!status) throw new Error(`${row['obs_id'] ?? ''}: unknown status ${row['status'] ?? ''}`);
  if (status !== 'unspecified') return status;
  if (row['caliber'] === 'full_prelim') return 'preliminary';
  return row['caliber'] === 'full_survey' ? 'final' : 'unspecified';
}

/** Bases that compare with the same period a year before, also of shares. */
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

/** Bases that the sources leave open: none, or a number of years without a first one. */
const NOT_STATED = new Set(['unknown', 'over_5_years', 'over_decade']);

/** Comparison of a figure: `GY`, `G1`, a period, or `_U`. */
export function comparisonOf(row: Row): string {
  const basis = row['basis'] ?? '';
  if (YEAR_BEFORE.has(basis)) return 'GY';
  if (basis === 'mom') return 'G1';
  if (NOT_STATED.has(basis)) return '_U';
  const [, year, month] = /^vs_(\d{4})(?:M(\d{2}))?$/.exec(basis) ?? [];
  if (year !== undefined) return month === undefined ? samePeriodIn(row, year) : `${year}-${month}`;
  const own = Number(row['period_start']?.slice(0, 4));
  if (basis === 'vs_full_previous_year') return String(own - 1);
  // Both growth rates are cumulative, one month apart.
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
