export type * from './figure.ts';
export type * from './state-body.ts';
export { assembleState, emptyBody } from './assemble.ts';
export { addDecimals, compareDecimals, isDecimal, multiplyDecimals } from './decimal.ts';
export {
  addFigure,
  affectedByLevel,
  affectedPeriods,
  neededPeriods,
  newSeriesFacts,
  removeFigure,
  setTotal,
  type FigureIdentity,
  type SeriesFacts,
} from './facts.ts';
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
export { publishedUntil } from './publication.ts';
export { salesBody, type SalesContext } from './sales.ts';
