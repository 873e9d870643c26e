/**
 * The rules: pure functions from quantities to a quantity, exact and unrounded. Levels are in plain units, growth and
 * shares in percent, contributions and gaps in points. `null` says that there is no answer, never zero or infinity.
 */
export { gapGrowth, pointsBetween } from './differences.ts';
export { computedGrowth, impliedBase, indexNumber, isSmallBase } from './growth.ts';
export { partShares, type PartsAnswer, type PartShares, type WholeAndParts } from './part-shares.ts';
export { contributionOfShare, levelContribution, levelShare, shareBack } from './shares.ts';
export { differenceOfCumulative, sumOfParts, weightedGrowth, type LevelAndGrowth } from './sums.ts';
export { twoYearAverage } from './two-year-average.ts';
