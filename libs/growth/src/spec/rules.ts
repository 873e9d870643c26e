/**
 * The arithmetic of the rules: pure functions from quantities to a quantity, exact and unrounded. Levels in
 * plain units, growth and shares in percent, contributions and gaps in points; `null` for no answer.
 */
export { betweenParts } from '../rules/between-parts.ts';
export { contributionOfShare } from '../rules/contribution-of-share.ts';
export { differenceOfCumulative } from '../rules/cumulative-difference.ts';
export { gapGrowth } from '../rules/gap-growth.ts';
export { pointsBetween } from '../rules/growth-difference.ts';
export { impliedBase } from '../rules/implied-base.ts';
export { indexNumber } from '../rules/index-number.ts';
export { levelContribution } from '../rules/level-contribution.ts';
export { levelShare } from '../rules/level-share.ts';
export { partShares, type PartsAnswer, type WholeAndParts } from '../rules/part-shares.ts';
export type { PartShares } from '../rules/rule.ts';
export { computedGrowth } from '../rules/ratio.ts';
export { shareBack } from '../rules/share-back.ts';
export { isSmallBase, isTinyBase } from '../rules/small-base.ts';
export { sumOfParts } from '../rules/sum-of-parts.ts';
export { twoYearAverage, twoYearAverageOfLevels } from '../rules/two-year-average.ts';
export { weightedGrowth, type LevelAndGrowth } from '../rules/weighted-growth.ts';
