import type { Measure } from '@silkgauge/codelists';
import type { Figure, SeriesDimensions } from '@silkgauge/growth';
import { Random } from '../../random.ts';

/** A figure with the flow of its series. */
export interface FamilyFigure {
  readonly flow: Flow;
  readonly figure: Figure;
}

type Flow = '_T' | 'X' | 'M';

export const FLOWS: readonly Flow[] = ['_T', 'X', 'M'];

export const familySeries = (flow: Flow): SeriesDimensions => ({
  reporter: 'GACC',
  area: 'CN',
  indicator: 'GOODS',
  coverage: 'GOODS',
  flow,
  mode: '_T',
  product: '_T',
  counterpart: '_T',
  currency: 'CNY',
});

const LAST_YEAR = 2025;
const STATUSES = ['preliminary', 'revised', 'final'] as const;

/** First and last month of each customs period: months, quarters, halves, the year, and year to date. */
const SPANS: readonly (readonly [first: number, last: number])[] = [
  ...Array.from({ length: 12 }, (_, at) => [at + 1, at + 1] as const),
  ...[4, 7, 10].map((first) => [first, first + 2] as const),
  [7, 12],
  ...Array.from({ length: 11 }, (_, at) => [1, at + 2] as const),
];

/**
 * At least `perSeries` figures of each of three series (exports, imports, total), over as many years as
 * needed: for every period and measure three prints. Levels are in hundred million, rates have one decimal,
 * and all agree up to rounding.
 */
export function familyFigures(perSeries: number, measures: readonly Measure[]): FamilyFigure[] {
  const years = Math.ceil(perSeries / (SPANS.length * STATUSES.length * measures.length));
  const random = new Random(1);
  const figures: FamilyFigure[] = [];
  let before: Readonly<Record<Flow, readonly number[]>> | undefined;
  for (let year = LAST_YEAR - years; year <= LAST_YEAR; year += 1) {
    const months = monthsOf(before, random);
    if (before)
      figures.push(
        ...yearOf(String(year), months, before).filter(({ figure }) => measures.includes(figure.measure)),
      );
    before = months;
  }
  return figures;
}

/** Twelve levels of each flow: 0.93 to 1.13 of the year before; the total adds both flows. */
function monthsOf(
  before: Readonly<Record<Flow, readonly number[]>> | undefined,
  random: Random,
): Record<Flow, number[]> {
  const drawn = (flow: 'X' | 'M') =>
    Array.from({ length: 12 }, (_, at) =>
      Math.round((before?.[flow][at] ?? 15_000) * (0.93 + 0.2 * random.unit())),
    );
  const [exports, imports] = [drawn('X'), drawn('M')];
  return { X: exports, M: imports, _T: exports.map((level, at) => level + (imports[at] ?? 0)) };
}

function yearOf(
  year: string,
  months: Readonly<Record<Flow, readonly number[]>>,
  before: Readonly<Record<Flow, readonly number[]>>,
): FamilyFigure[] {
  const sum = (levels: readonly number[], [first, last]: readonly [number, number]) =>
    levels.slice(first - 1, last).reduce((total, level) => total + level, 0);
  return SPANS.flatMap((span) =>
    FLOWS.flatMap((flow) => {
      const level = sum(months[flow], span);
      const rate = 100 * (level / sum(before[flow], span) - 1);
      return STATUSES.flatMap((_, print) => [
        { flow, figure: figureOf(flow, year, span, print, { measure: 'level', value: String(level) }) },
        { flow, figure: figureOf(flow, year, span, print, { measure: 'growth', value: rate.toFixed(1) }) },
      ]);
    }),
  );
}

function figureOf(
  flow: Flow,
  year: string,
  [first, last]: readonly [number, number],
  print: number,
  { measure, value }: Pick<Figure, 'measure' | 'value'>,
): Figure {
  const isLevel = measure === 'level';
  return {
    source: 'bench',
    id: `${flow}/${measure}/${year}/${String(first)}-${String(last)}/${String(print)}`,
    measure,
    period: periodOf(year, first, last),
    comparison: isLevel ? null : 'GY',
    value,
    valueHigh: null,
    unit: isLevel ? 'CNY' : 'percent',
    multiplier: isLevel ? '100000000' : '1',
    wording: isLevel ? null : 'percent',
    qualifier: 'exact',
    status: STATUSES[print] ?? 'unspecified',
    publishedAt: `${String(Number(year) + 1)}-0${String(print + 1)}-15`,
    kind: 'official',
    document: 'https://example.org/release',
  };
}

/** A named period if one exists, else a range. */
function periodOf(year: string, first: number, last: number): string {
  const month = (number: number) => String(number).padStart(2, '0');
  const length = last - first + 1;
  if (length === 12) return year;
  if (length === 1) return `${year}-${month(first)}`;
  if (length === 6 && first % 6 === 1) return `${year}-S${String((first + 5) / 6)}`;
  if (length === 3 && first % 3 === 1) return `${year}-Q${String((first + 2) / 3)}`;
  return `${year}-${month(first)}-01/P${String(length)}M`;
}
