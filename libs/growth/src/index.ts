export type * from './observation/figure.ts';
export { figureVerdict, type JudgedFigure } from './state/figure-verdict.ts';
export type * from './state/state-body.ts';
export { publisherOf, publishersOf, type Publisher, type PublisherOf } from './observation/publisher.ts';
export { affectedByTotal, affectedKeys, foundedKeys } from './state/affected.ts';
export { assembleState, emptyBody, workState, type WorkedState } from './state/assemble.ts';
export { judgeClaim, type Magnitude } from './state/claims.ts';
export {
  addDecimals,
  compare,
  compareDecimals,
  isDecimal,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  scaleOf,
} from './number/decimal.ts';
export { printedInterval, readPrint, type PrintReading } from './observation/print.ts';
export { compactFigure } from './observation/compact-figure.ts';
export { addFigure, correctionOf, forgetFigures, removeFigure, setTotal } from './state/corrections.ts';
export { firstWhere } from './number/interval-union.ts';
export { exactly, meets, type Quantity } from './number/interval.ts';
export { contradictingMembers } from './state/family.ts';
export { levelsInConflict } from './state/level-conflicts.ts';
export { formulaOf, type KnownQuantity } from './state/known.ts';
export { impliedBase } from './rules/implied-base.ts';
export { comparedBases } from './state/implied-base.ts';
export { levelContribution } from './rules/level-contribution.ts';
export { TINY_FOLD } from './rules/small-base.ts';
export { FORMULAS, type FormulaName } from './rules/table.ts';
export {
  daysInForce,
  inForceIn,
  coverOf,
  isInForce,
  noticeInForce,
  noticeScope,
  type CodeRelations,
  type DaysInForce,
  type InForce,
  type NoticeScope,
} from './state/notices.ts';
export { declaredParts, type Declarations, type DeclaredPartition } from './observation/declared.ts';
export { declaredPartitions } from './observation/partition.ts';
export { programmesOf, type NoticeLink, type Programme } from './state/programmes.ts';
export {
  havePeriodsEqualLength,
  normalisePeriod,
  periodAfter,
  periodBefore,
  periodBounds,
} from './period/period.ts';
export {
  comparedPeriods,
  comparingPeriods,
  COMPARISON_KEYS,
  COMPARISONS,
  NOT_STATED,
  OVER_PERIOD,
  OVER_YEAR,
  resolveComparison,
  type ComparisonKey,
} from './period/comparison.ts';
export { publishedUntil } from './period/publication.ts';
export {
  seriesRevisions,
  summariseRevisions,
  type FigureRevisions,
  type MeasureRevisions,
  type Vintage,
} from './state/revisions.ts';
export { compareRationals, largest, showRational, smallest, timesWhole, ZERO } from './number/rational.ts';
export { asShown, expressionOf, readingNameOf } from './state/lineage.ts';
export { salesBody } from './state/sales.ts';
export { countsOf, printedDigits } from './state/measurement.ts';
export { figuresOf, sidesIn, type StateFigure } from './state/figures.ts';
export { isInChina, partialAsOf, partOfMonth, withPartial } from './state/state-flags.ts';
export type { StandingPrint } from './observation/standing-prints.ts';
export { printedSideOf, printedSides, type PrintedSide } from './state/printed-sides.ts';
export { seriesAround, seriesBehind } from './state/references.ts';
export { forgetWorked, newSeriesGraph, removeSeries, seriesIn } from './state/series-graph.ts';
export {
  TRANSFORMS,
  type Transformation,
  type TransformationFormula,
  type TransformationRequest,
} from './state/transformation.ts';
export { isPartOfWhole, neededSeries, transformSeries } from './state/transformations.ts';
export type { SeriesStates } from './state/transformation-sides.ts';
export { memoized } from './period/memoized.ts';
export type { SeriesFacts, SeriesGraph, StateKey } from './state/series-facts.ts';
export { keyOf } from './observation/links.ts';
