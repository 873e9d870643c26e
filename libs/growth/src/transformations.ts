import type { SeriesDimensions } from './figure.ts';
import type { Formula } from './known.ts';
import type { Flag } from './state-body.ts';
import { indexes, januaryFebruary, ratios, yearToDate, yearToDateGrowth } from './transformation-levels.ts';
import { contributions, growthGaps, twoYearAverages } from './transformation-rates.ts';
import type { SeriesStates } from './transformation-sides.ts';
import { linksOf } from './world.ts';

/** What may be made of a series on demand, by name. */
export const TRANSFORMS = [
  'year-to-date',
  'year-to-date-growth',
  'two-year-average',
  'index',
  'january-february',
  'period-on-period',
  'year-on-year',
  'contribution',
  'growth-gap',
] as const;

export type Transform = (typeof TRANSFORMS)[number];

/** How it is found, with a version; those that states have too mean the same there. */
export type TransformationFormula =
  | Extract<
      Formula,
      | 'sum-of-periods@1'
      | 'ratio@1'
      | 'weighted-growth@1'
      | 'level-contribution@1'
      | 'contribution-of-rates@1'
      | 'growth-difference@1'
    >
  | 'stated@1'
  | 'ratio-of-sums@1'
  | 'two-year-average@1'
  | 'index@1'
  | 'contribution-of-level@1';

/** A number that a transformation rests on: a side of the state of a series (by key) and period. */
export interface TransformationInput {
  readonly key: string;
  readonly period: string;
  /** `level.reported`, `growth.GY.computed` ... */
  readonly side: string;
}

/** One number made of others. Levels in their own unit, growth in percent, contributions and gaps in points. */
export interface Transformation {
  /** Series key. */
  readonly series: string;
  readonly period: string;
  readonly transform: Transform;
  readonly measure: 'level' | 'growth' | 'index' | 'contribution' | 'growth-gap';
  /** Null where only an interval is known, or nothing at all: the flags say why. */
  readonly value: string | null;
  readonly low: string | null;
  readonly high: string | null;
  readonly unit: string;
  readonly formula: TransformationFormula;
  readonly flags: readonly Flag[];
  readonly inputs: readonly TransformationInput[];
}

/** What to make of which series. `base` is the period of index 100. */
export type TransformationRequest =
  | { readonly transform: Exclude<Transform, 'index'> }
  | { readonly transform: 'index'; readonly base: string };

/** The series that are needed beside a series itself, by key; none of them need exist. */
export function neededSeries(transform: Transform, dimensions: SeriesDimensions): readonly string[] {
  const { family, whole } = relationsOf(dimensions);
  const inWhole = whole === undefined ? [] : [whole];
  if (transform === 'growth-gap') return inWhole;
  if (transform !== 'contribution') return [];
  return whole === undefined || whole === family?.total
    ? [family?.total, family?.exports, family?.imports].filter((key) => key !== undefined)
    : inWhole;
}

/** The family by flow, and the whole that a series is a part of; undefined for a series that is all there is. */
function relationsOf(dimensions: SeriesDimensions) {
  const { family, wholes } = linksOf(dimensions);
  return { family, whole: wholes[0] };
}

/** Whether a series is a part of something, so that its growth has a gap to that of the whole. */
export function isPartOfWhole(dimensions: SeriesDimensions): boolean {
  return relationsOf(dimensions).whole !== undefined;
}

/**
 * What a request makes of a series, in order of period, series and measure; `others` are the needed series, by key. A
 * contribution asked of a series that is no part of anything is those of its exports and imports.
 * Where a base is missing there is no item; where it is zero or less, an item without a number.
 */
export function transformSeries(
  request: TransformationRequest,
  series: SeriesStates,
  others: ReadonlyMap<string, SeriesStates>,
): readonly Transformation[] {
  return [...transformed(request, series, others)].sort(
    (a, b) =>
      compareTexts(a.period, b.period) ||
      compareTexts(a.series, b.series) ||
      compareTexts(a.measure, b.measure),
  );
}

function transformed(
  request: TransformationRequest,
  series: SeriesStates,
  others: ReadonlyMap<string, SeriesStates>,
): readonly Transformation[] {
  const { transform } = request;
  switch (transform) {
    case 'year-to-date':
      return yearToDate(series);
    case 'year-to-date-growth':
      return yearToDateGrowth(series);
    case 'two-year-average':
      return twoYearAverages(series);
    case 'index':
      return indexes(series, request.base);
    case 'january-february':
      return januaryFebruary(series);
    case 'period-on-period':
    case 'year-on-year':
      return ratios(series, transform);
    case 'contribution':
      return contributionsOf(series, others);
    case 'growth-gap': {
      const whole = others.get(relationsOf(series.dimensions).whole ?? '');
      return whole ? growthGaps(series, whole) : [];
    }
  }
}

function contributionsOf(
  series: SeriesStates,
  others: ReadonlyMap<string, SeriesStates>,
): readonly Transformation[] {
  const { family, whole: wholeKey } = relationsOf(series.dimensions);
  const all = new Map([...others, [series.key, series]]);
  const whole = all.get(wholeKey ?? family?.total ?? '');
  if (!whole) return [];
  const exports = all.get(family?.exports ?? '');
  const imports = all.get(family?.imports ?? '');
  if (wholeKey !== undefined && wholeKey !== family?.total) return contributions(series, whole, undefined);
  const inFlow = [
    [exports, imports],
    [imports, exports],
  ] as const;
  return inFlow.flatMap(([part, rest]) =>
    part && (wholeKey === undefined || part === series) ? contributions(part, whole, rest) : [],
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
