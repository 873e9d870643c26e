export type * from './figure.ts';
export type * from './state-body.ts';
export { assembleState, emptyBody } from './assemble.ts';
export { addDecimals, compareDecimals, isDecimal, multiplyDecimals } from './decimal.ts';
export { affectedByLevel, affectedPeriods, neededPeriods } from './dependencies.ts';
export {
  addFigure,
  newSeriesFacts,
  removeFigure,
  setTotal,
  type FigureIdentity,
  type SeriesFacts,
} from './facts.ts';
export { exactly, meets, type Interval, type Quantity } from './interval.ts';
export { noticeInForce, noticeScope, type NoticeScope } from './notices.ts';
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
export { showRational, type Rational, type Rounding } from './rational.ts';
export {
  computedGrowth,
  differenceOfCumulative,
  impliedBase,
  partShares,
  sumOfParts,
  twoYearAverage,
  type LevelAndGrowth,
  type PartsAnswer,
  type PartShares,
  type WholeAndParts,
} from './rules.ts';
export { salesBody, type SalesContext } from './sales.ts';
export { partialAsOf } from './state-flags.ts';
