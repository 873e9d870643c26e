/**
 * The arithmetic of the rules: pure functions from quantities to a quantity, exact and unrounded. Levels are in plain
 * units, growth and shares in percent, contributions and gaps in points. `null` says that there is no answer, never zero
 * or infinity.
 */
export { contributionOfShare } from './contribution-of-share.ts';
export { differenceOfCumulative } from './cumulative-difference.ts';
export { gapGrowth } from './gap-growth.ts';
export { pointsBetween } from './growth-difference.ts';
export { impliedBase } from './implied-base.ts';
export { indexNumber } from './index-number.ts';
export { levelContribution } from './level-contribution.ts';
export { levelShare } from './level-share.ts';
export { partShares, type PartsAnswer, type PartShares, type WholeAndParts } from './part-shares.ts';
export { computedGrowth } from './ratio.ts';
export { shareBack } from './share-back.ts';
export { isSmallBase } from './small-base.ts';
export { sumOfParts } from './sum-of-parts.ts';
export { twoYearAverage } from './two-year-average.ts';
export { weightedGrowth, type LevelAndGrowth } from './weighted-growth.ts';
