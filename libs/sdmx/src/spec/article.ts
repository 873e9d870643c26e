import { seriesKey, type JoinedState } from '@silkgauge/contract';
import {
  addFigure,
  assembleState,
  newSeriesGraph,
  publishersOf,
  seriesIn,
  type Figure,
  type SeriesDimensions,
} from '@silkgauge/growth';
import type { ObservationContext } from '../observation/prints.ts';

/** Nothing is known beside the states, and no register has a host. */
export const UNTOLD: ObservationContext = { evidenceOf: () => null, publishers: publishersOf(new Map()) };

/** Cross-border e-commerce at Zhengzhou. */
export const ZHENGZHOU: SeriesDimensions = {
  reporter: 'NAEDZ',
  area: 'CN-Z-NAEDZ',
  indicator: 'CBEC',
  coverage: 'LOCAL',
  flow: '_T',
  mode: '_T',
  product: '_T',
  counterpart: '_T',
  currency: 'CNY',
};

const KNOWN_AT = '2020-07-16T02:00:00.000Z';
const DOCUMENT = 'https://en.imsilkroad.com/p/314906.html';
export const FIVE_MONTHS = '2020-01-01/P5M';

/** A print of the article; by default a level in yuan. */
export const print = (id: string, members: Partial<Figure>): Figure => ({
  source: '/loader/seed',
  id,
  measure: 'level',
  period: FIVE_MONTHS,
  comparison: null,
  value: null,
  valueHigh: null,
  unit: 'CNY',
  multiplier: '1',
  wording: null,
  qualifier: 'exact',
  status: 'unspecified',
  publishedAt: '2020-07-16',
  kind: 'official',
  document: DOCUMENT,
  ...members,
});

/** "135 million yuan, up 4.5 times" in January to May 2020. */
export const ARTICLE: readonly Figure[] = [
  print('S07', { value: '135', multiplier: '1000000' }),
  print('S08', {
    measure: 'growth',
    comparison: 'GY',
    value: '4.5',
    unit: 'times',
    wording: 'ambiguous-times',
  }),
];

/** What is known of these prints of one series in each of these periods, as the API serves it. */
export function statesOf(
  figures: readonly Figure[],
  periods: readonly string[],
  dimensions: SeriesDimensions = ZHENGZHOU,
): JoinedState[] {
  const facts = seriesIn(newSeriesGraph(), dimensions);
  for (const figure of figures) addFigure(facts, figure);
  return periods.map((period, at) => ({
    key: `${seriesKey(dimensions)}/${period}`,
    series: dimensions,
    period,
    version: 1,
    sequence: String(1042 + at),
    knownAt: KNOWN_AT,
    ...(structuredClone(assembleState(facts, period, KNOWN_AT)) as Pick<
      JoinedState,
      'level' | 'growth' | 'other' | 'flags'
    >),
    change: { reason: 'reported', previous: null, causes: [] },
    notices: [],
  }));
}

/** The states that the article makes: of the months it speaks of, and of those that it compares with. */
export const articleStates = (): JoinedState[] => statesOf(ARTICLE, [FIVE_MONTHS, '2019-01-01/P5M']);
