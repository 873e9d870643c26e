import { assembleState } from '../state/assemble.ts';
import { addFigure } from '../state/corrections.ts';
import type { Figure } from '../observation/figure.ts';
import { newSeriesGraph, seriesIn } from '../state/series-graph.ts';
import type { SeriesFacts } from '../state/series-facts.ts';

/** `knownAt` of the specs: after every period in them. */
export const KNOWN = '2026-01-01T00:00:00.000Z';
/** Every period that `figures` may affect, and a few more. */
export const ALL_PERIODS = [
  ...['2016', '2017', '2018', '2019', '2020', '2021', '_U'],
  ...['2018', '2019', '2020', '2021'].flatMap((year) => [`${year}-S1`, `${year}-S2`]),
  ...['2018', '2019', '2020', '2021'].flatMap((year) =>
    ['01', '02', '03', '04', '12'].map((month) => `${year}-${month}`),
  ),
];

/** A series by itself, of the indicator `CBEC`, with no small base unless one is given. */
export function newSeriesFacts(area: string, currency: string, smallBase?: string): SeriesFacts {
  return seriesIn(newSeriesGraph(smallBase === undefined ? {} : { CBEC: smallBase }), {
    reporter: 'GACC',
    area,
    indicator: 'CBEC',
    coverage: 'FULL',
    flow: '_T',
    mode: '_T',
    product: '_T',
    counterpart: '_T',
    currency,
  });
}

/** A series of an area in China, in yuan, with these figures. */
export function factsOf(some: Iterable<Figure>): SeriesFacts {
  const facts = newSeriesFacts('CN', 'CNY');
  for (const each of some) addFigure(facts, each);
  return facts;
}

/** The state of a period, byte for byte as it is published. */
export function stateText(facts: SeriesFacts, period: string): string {
  return JSON.stringify(assembleState(facts, period, KNOWN));
}

export function allStates(facts: SeriesFacts): readonly string[] {
  return ALL_PERIODS.map((period) => stateText(facts, period));
}
