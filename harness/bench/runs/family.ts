import {
  addFigure,
  affectedKeys,
  assembleState,
  newSeriesGraph,
  removeFigure,
  seriesIn,
} from '@silkgauge/growth';
import { percentiles } from '../measure/percentiles.ts';
import { familyFigures, familySeries, FLOWS, type FamilyFigure } from '../workload/family-figures.ts';
import { Random } from '../../random.ts';

/** Cost of recomputing all states that one event affects, without broker and database. */
export interface FamilyResult {
  /** Measures reported for each period. */
  readonly prints: 'levels' | 'levels and rates';
  readonly series: number;
  /** Number over all series. */
  readonly figures: number;
  readonly events: number;
  /** Average number of recomputed states per event. */
  readonly statesPerEvent: number;
  /** Microseconds per event. */
  readonly mean: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const PER_SERIES = 10_000;
const WARM = 300;
const MEASURED = 2_000;
const KNOWN_AT = '2026-06-01T00:00:00.000Z';

/**
 * Exports, imports and total, each with 10,000 figures. A random figure is removed and added again; only the
 * addition is timed, from the figure to the last state. Runs once with levels, as statistics by area and
 * goods come, and once with levels and printed rates.
 */
export function recomputeFamilies(say: (text: string) => void): FamilyResult[] {
  return (['levels', 'levels and rates'] as const).map((prints) => {
    const figures = familyFigures(PER_SERIES, prints === 'levels' ? ['level'] : ['level', 'growth']);
    say(`family: ${String(figures.length)} figures of ${String(FLOWS.length)} series, ${prints}`);
    return { prints, ...recompute(figures) };
  });
}

function recompute(figures: readonly FamilyFigure[]): Omit<FamilyResult, 'prints'> {
  const graph = newSeriesGraph();
  for (const { flow, figure } of figures) addFigure(seriesIn(graph, familySeries(flow)), figure);
  const random = new Random(2);
  const microseconds: number[] = [];
  let states = 0;
  for (let event = -WARM; event < MEASURED; event += 1) {
    const drawn = figures[random.below(figures.length)];
    if (!drawn) throw new Error('nothing to draw from');
    const facts = seriesIn(graph, familySeries(drawn.flow));
    removeFigure(facts, drawn.figure);
    const from = performance.now();
    addFigure(facts, drawn.figure);
    const keys = affectedKeys(facts, drawn.figure);
    for (const key of keys) assembleState(key.facts, key.period, KNOWN_AT);
    const took = (performance.now() - from) * 1000;
    if (event < 0) continue;
    microseconds.push(took);
    states += keys.length;
  }
  const { p50, p99, max } = percentiles(microseconds);
  return {
    series: FLOWS.length,
    figures: figures.length,
    events: MEASURED,
    statesPerEvent: states / MEASURED,
    mean: microseconds.reduce((sum, one) => sum + one, 0) / MEASURED,
    p50,
    p99,
    max,
  };
}
