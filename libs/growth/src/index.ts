export type * from './figure.ts';
export type * from './state-body.ts';
export { affectedByTotal, affectedKeys, foundedKeys, type StateKey } from './affected.ts';
export { assembleState, emptyBody, workState, type WorkedState } from './assemble.ts';
export { judgeClaim, type Direction, type Judged, type JudgedGrowth, type ClaimStanding } from './claims.ts';
export { addDecimals, compareDecimals, isDecimal, multiplyDecimals } from './decimal.ts';
export { addFigure, forgetFigures, removeFigure, setTotal } from './facts.ts';
export { exactly, meets, type Interval, type Quantity } from './interval.ts';
export type { Formula, Input, Known, Origin, Standing } from './known.ts';
export {
  noticeInForce,
  noticeScope,
  type CodeRelations,
  type NoticeScope,
  type ScopeRelations,
} from './notices.ts';
export { declaredPartition, declaredPartitions, type SummedDimension } from './partition.ts';
export {
  normalisePeriod,
  periodAfter,
  periodBefore,
  periodBounds,
  resolveComparison,
  yearAfter,
  yearBefore,
  type ResolvedComparison,
} from './period.ts';
export {
  factorGrowth,
  growthFactor,
  printedInterval,
  readPrint,
  type PrintedInterval,
  type PrintReading,
} from './print.ts';
export { publishedUntil } from './publication.ts';
export {
  seriesRevisions,
  summariseRevisions,
  type FigureRevisions,
  type MeasureRevisions,
  type RevisionSummary,
  type Vintage,
} from './revisions.ts';
export { showRational, type Rational, type Rounding } from './rational.ts';
export {
  computedGrowth,
  contributionOfShare,
  differenceOfCumulative,
  gapGrowth,
  impliedBase,
  indexNumber,
  levelContribution,
  levelShare,
  partShares,
  pointsBetween,
  shareBack,
  sumOfParts,
  twoYearAverage,
  weightedGrowth,
  type LevelAndGrowth,
  type PartsAnswer,
  type PartShares,
  type WholeAndParts,
} from './rules/index.ts';
export { asShown } from './lineage.ts';
export { salesBody, type SalesContext } from './sales.ts';
export { countsOf } from './measurement.ts';
export { partialAsOf, withPartial } from './state-flags.ts';
export {
  printedSideOf,
  printedSides,
  type ChoiceStep,
  type PrintedSide,
  type PrintStanding,
  type StandingPrint,
} from './standing.ts';
export { seriesAround, seriesBehind } from './references.ts';
export { forgetWorked, newWorld, removeSeries, seriesIn } from './world.ts';
export {
  TRANSFORMS,
  type Transform,
  type Transformation,
  type TransformationFormula,
  type TransformationRequest,
} from './transformation.ts';
export { isPartOfWhole, neededSeries, transformSeries } from './transformations.ts';
export type { SeriesStates } from './transformation-sides.ts';
export { remembered } from './remembered.ts';
export type { SeriesFacts, World } from './series-facts.ts';
export { isAllGoods, keyOf, type Links } from './links.ts';
