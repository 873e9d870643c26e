export type * from './observation/figure.ts';
export type * from './state/state-body.ts';
export { affectedByTotal, affectedKeys, foundedKeys, type StateKey } from './state/affected.ts';
export { assembleState, emptyBody, workState, type WorkedState } from './state/assemble.ts';
export {
  judgeClaim,
  type Direction,
  type Judged,
  type JudgedGrowth,
  type ClaimStanding,
} from './state/claims.ts';
export { addDecimals, compareDecimals, isDecimal, multiplyDecimals } from './number/decimal.ts';
export { compactFigure } from './observation/compact-figure.ts';
export { addFigure, forgetFigures, removeFigure, setTotal } from './state/facts.ts';
export { exactly, meets, type Interval, type Quantity } from './number/interval.ts';
export { formulaOf, type Input, type KnownQuantity, type Origin, type ValueLocation } from './state/known.ts';
export { FORMULAS, type FormulaName } from './rules/table.ts';
export type { Formula } from './rules/rule.ts';
export {
  noticeInForce,
  noticeScope,
  type CodeRelations,
  type NoticeScope,
  type ScopeRelations,
} from './state/notices.ts';
export { declaredPartition, declaredPartitions, type SummedDimension } from './observation/partition.ts';
export {
  normalisePeriod,
  periodAfter,
  periodBefore,
  periodBounds,
  yearAfter,
  yearBefore,
} from './period/period.ts';
export {
  comparedPeriods,
  comparingPeriods,
  COMPARISON_KEYS,
  COMPARISONS,
  NOT_STATED,
  OVER_YEAR,
  resolveComparison,
  type ComparisonKey,
  type ResolvedComparison,
} from './period/comparison.ts';
export {
  factorGrowth,
  growthFactor,
  printedInterval,
  readPrint,
  type PrintedInterval,
  type PrintReading,
} from './observation/print.ts';
export { publishedUntil } from './period/publication.ts';
export {
  seriesRevisions,
  summariseRevisions,
  type FigureRevisions,
  type MeasureRevisions,
  type RevisionSummary,
  type Vintage,
} from './state/revisions.ts';
export { showRational, type Rational, type Rounding } from './number/rational.ts';
export { asShown, expressionOf } from './state/lineage.ts';
export { salesBody, type SalesContext } from './state/sales.ts';
export { countsOf } from './state/measurement.ts';
export { partialAsOf, withPartial } from './state/state-flags.ts';
export type { ChoiceStep, PrintStanding, StandingPrint } from './observation/standing-prints.ts';
export { printedSideOf, printedSides, type PrintedSide } from './state/standing.ts';
export { seriesAround, seriesBehind } from './state/references.ts';
export { forgetWorked, newSeriesGraph, removeSeries, seriesIn } from './state/series-graph.ts';
export {
  TRANSFORMS,
  type Transform,
  type Transformation,
  type TransformationFormula,
  type TransformationRequest,
} from './state/transformation.ts';
export { isPartOfWhole, neededSeries, transformSeries } from './state/transformations.ts';
export type { SeriesStates } from './state/transformation-sides.ts';
export { memoized } from './period/memoized.ts';
export type { SeriesFacts, SeriesGraph } from './state/series-facts.ts';
export { isAllGoods, keyOf, type Links } from './observation/links.ts';
