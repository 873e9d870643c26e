import { parseSeriesKey, type GrowthState, type StateDocument } from '@silkgauge/contract';
import {
  readEvidence,
  readFolds,
  readStates,
  stateJson,
  type AsOf,
  type ChangeRow,
  type Queryable,
} from '@silkgauge/read-model';
import { comparedPeriods, explainEvents, foundSides, type Explanation } from './explain.ts';

/** Periods judged at most: a series whose every period is compared with one is not a case that occurs. */
const MOST_PERIODS = 1000;

/**
 * What is behind one version of a state. With `asOf` only what was known by then: for a sequence, by the newest cause
 * of the version.
 */
export async function readExplanation(
  db: Queryable,
  row: ChangeRow,
  asOf: AsOf | null,
): Promise<Explanation> {
  const state = JSON.parse(stateJson(row)) as GrowthState;
  const compared = comparedPeriods(state);
  const knownBy = asOf === null ? null : 'instant' in asOf ? asOf.instant : state.knownAt;
  const evidence = await readEvidence(db, row.key, {
    periods: [row.period, ...compared],
    base: row.period,
    knownBy,
  });
  const periods = [...new Set(evidence.map(({ print }) => print.period))];
  const filter = { dimensions: ofSeries(row.key), periods };
  const others = await readStates(db, filter, { asOf, after: null, limit: MOST_PERIODS });
  const states = new Map(others.map((other) => [other.period, JSON.parse(other.document) as StateDocument]));
  const { counts } = state;
  return {
    state,
    formulas: foundSides(state),
    events: explainEvents(row.period, compared, evidence, states),
    ...(counts && { sales: { counts, folds: await readFolds(db, row.key, row.period, row.version) } }),
  };
}

function ofSeries(key: string): Record<string, readonly string[]> {
  return Object.fromEntries(
    Object.entries(parseSeriesKey(key) ?? {}).map(([name, code]) => [name, [code as string]]),
  );
}
