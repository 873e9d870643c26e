import type { SeriesDimensions } from '../observation/figure.ts';
import type { Transform, Transformation, TransformationRequest } from './transformation.ts';
import { indexes, januaryFebruary, ratios, yearToDate, yearToDateGrowth } from './transformation-levels.ts';
import { contributions, growthGaps, twoYearAverages } from './transformation-rates.ts';
import type { SeriesStates } from './transformation-sides.ts';
import { linksOf } from '../observation/links.ts';
import { compareText } from '../observation/print-order.ts';

/** The keys of the other series that a transformation needs; a series need not exist. */
export function neededSeries(transform: Transform, dimensions: SeriesDimensions): readonly string[] {
  const { family, whole } = relationsOf(dimensions);
  const inWhole = whole === undefined ? [] : [whole];
  if (transform === 'growth-gap') return inWhole;
  if (transform !== 'contribution') return [];
  return whole === undefined || whole === family?.total
    ? [family?.total, family?.exports, family?.imports].filter((key) => key !== undefined)
    : inWhole;
}

/** The family by flow, and the whole of a series; `whole` is undefined for a series with totals alone. */
function relationsOf(dimensions: SeriesDimensions) {
  const { family, wholes } = linksOf(dimensions);
  return { family, whole: wholes[0] };
}

/** Whether a series has a whole, so that a growth gap is defined. */
export function isPartOfWhole(dimensions: SeriesDimensions): boolean {
  return relationsOf(dimensions).whole !== undefined;
}

/**
 * The transformed numbers of a series, in order of period, series and measure; `others` are the needed
 * series, by key. The contributions of a series without a whole are those of its exports and imports. A
 * missing base gives no item; a base of zero or less gives an item without a number.
 */
export function transformSeries(
  request: TransformationRequest,
  series: SeriesStates,
  others: ReadonlyMap<string, SeriesStates>,
): readonly Transformation[] {
  return [...transformed(request, series, others)].sort(
    (a, b) =>
      compareText(a.period, b.period) || compareText(a.series, b.series) || compareText(a.measure, b.measure),
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
