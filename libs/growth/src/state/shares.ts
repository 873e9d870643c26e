import { familyOf, partAnswer } from './family.ts';
import { printedGrowth, impliedGrowths } from './growths.ts';
import { isNarrower } from '../number/interval.ts';
import { worked, type Input, type Known } from './known.ts';
import { publishedLevel } from './levels.ts';
import { OVER_YEAR } from '../period/comparison.ts';
import { yearAfter, yearBefore } from '../period/period.ts';
import { printedOther } from './printed-other.ts';
import { gapReferences, shareWholes } from './references.ts';
import {
  contributionOfShare,
  levelContribution,
  levelShare,
  pointsBetween,
  shareBack,
} from '../rules/index.ts';
import type { OtherMeasure } from './state-body.ts';
import type { SeriesFacts } from './series-facts.ts';
import type { PartAnswer } from './part-answer.ts';

/** What the rates of its family say of a part whose share is a share of the total of flows; else undefined. */
export function ratesAnswer(facts: SeriesFacts, period: string): PartAnswer | undefined {
  if (facts.comparedBy.size === 0 || !isShareOfFlows(facts)) return undefined;
  const family = familyOf(facts);
  return family && partAnswer(family, facts, period);
}

/** Whether the share of a series means exports or imports in both together. */
export function isShareOfFlows({ links, key }: SeriesFacts): boolean {
  const { family, wholes } = links;
  return family !== null && family.total !== key && wholes[0] === family.total;
}

/**
 * Every way in which other figures than levels give the share of a period, the narrowest first: the rates of the
 * family in that period and in the next year, the share of the next year carried back by the rates or by its own change.
 */
export function impliedShares(facts: SeriesFacts, period: string): readonly Known[] {
  if (period === '_U') return [];
  const next = yearAfter(period);
  const ways = [
    ratesAnswer(facts, period)?.presentShare,
    next === null ? undefined : ratesAnswer(facts, next)?.baseShare,
    next === null ? undefined : carriedBack(facts, period, next),
    next === null ? undefined : beforeChange(facts, period, next),
  ].filter((known) => known !== undefined);
  return ways.sort((a, b) => (isNarrower(a, b) ? -1 : isNarrower(b, a) ? 1 : 0));
}

function carriedBack(facts: SeriesFacts, period: string, next: string): Known | undefined {
  const share = printedOther(facts, next, 'share');
  const part = share && growthOf(facts, next);
  if (!part) return undefined;
  for (const whole of shareWholes(facts)) {
    const growth = printedGrowth(whole, next, OVER_YEAR);
    const quantity = growth && shareBack(share, growth, part);
    if (!quantity) continue;
    return worked(
      quantity,
      'share-back@1',
      named({ share, whole: growth, part }),
      target(facts, period, 'share', 'implied', 'percent'),
    );
  }
  return undefined;
}

function beforeChange(facts: SeriesFacts, period: string, next: string): Known | undefined {
  const share = printedOther(facts, next, 'share');
  const change = share && printedOther(facts, next, 'share-change');
  return (
    change &&
    worked(
      pointsBetween(share, change),
      'share-difference@1',
      named({ minuend: share, subtrahend: change }),
      target(facts, period, 'share', 'implied', 'percent'),
    )
  );
}

/** The growth of a series by its own print, else by the gap to another that was printed. */
function growthOf(facts: SeriesFacts, period: string): Known | undefined {
  return (
    printedGrowth(facts, period, OVER_YEAR) ??
    impliedGrowths(facts, period, OVER_YEAR).find(
      ({ from }) => from.kind === 'worked' && from.formula === 'gap-growth@1',
    )
  );
}

/** The share by the levels of part and whole. */
export function computedShare(facts: SeriesFacts, period: string): Known | undefined {
  const part = publishedLevel(facts, period);
  if (!part) return undefined;
  for (const series of shareWholes(facts)) {
    const whole = publishedLevel(series, period);
    const quantity = whole && whole.unit === part.unit ? levelShare(part, whole) : null;
    if (!quantity || !whole) continue;
    return worked(
      quantity,
      'level-share@1',
      named({ part, whole }),
      target(facts, period, 'share', 'computed', 'percent'),
    );
  }
  return undefined;
}

/** The contribution to the growth of the whole by levels. */
export function computedContribution(facts: SeriesFacts, period: string): Known | undefined {
  const before = yearBefore(period);
  const base = before === null ? undefined : publishedLevel(facts, before);
  const part = base && publishedLevel(facts, period);
  if (before === null || !part || part.unit !== base.unit) return undefined;
  for (const series of shareWholes(facts)) {
    const whole = publishedLevel(series, before);
    const quantity =
      whole && whole.unit === base.unit ? levelContribution(part, base, whole, facts.smallBase) : null;
    if (!quantity || !whole) continue;
    return worked(
      quantity,
      'level-contribution@1',
      named({ part, base, whole }),
      target(facts, period, 'contribution', 'computed', 'points'),
    );
  }
  return undefined;
}

/** Every way in which other figures than levels give the contribution: the rates of the family, a base share and a rate. */
export function impliedContributions(facts: SeriesFacts, period: string): readonly Known[] {
  const ways = [ratesAnswer(facts, period)?.contribution, ofBaseShare(facts, period)];
  return ways.filter((known) => known !== undefined);
}

/** Only beside a printed contribution: elsewhere it would follow from every share. */
function ofBaseShare(facts: SeriesFacts, period: string): Known | undefined {
  const before = yearBefore(period);
  if (before === null || !printedOther(facts, period, 'contribution')) return undefined;
  const share = printedOther(facts, before, 'share') ?? impliedShares(facts, before)[0];
  const growth = share && growthOf(facts, period);
  return (
    growth &&
    worked(
      contributionOfShare(share, growth),
      'contribution-of-share@1',
      named({ share, growth }),
      target(facts, period, 'contribution', 'implied', 'points'),
    )
  );
}

/** What a printed gap or change should be by the two figures it is a difference of. */
export function computedDifference(
  facts: SeriesFacts,
  period: string,
  measure: 'growth-gap' | 'growth-change' | 'share-change',
): Known | undefined {
  const own =
    measure === 'share-change'
      ? printedOther(facts, period, 'share')
      : printedGrowth(facts, period, OVER_YEAR);
  const other = own && comparedFigure(facts, period, measure);
  return (
    other &&
    worked(
      pointsBetween(own, other),
      measure === 'share-change' ? 'share-difference@1' : 'growth-difference@1',
      named({ minuend: own, subtrahend: other }),
      target(facts, period, measure, 'computed', 'points'),
    )
  );
}

function comparedFigure(facts: SeriesFacts, period: string, measure: OtherMeasure): Known | undefined {
  if (measure === 'growth-gap') {
    for (const whole of gapReferences(facts)) {
      const growth = printedGrowth(whole, period, OVER_YEAR);
      if (growth) return growth;
    }
    return undefined;
  }
  const before = yearBefore(period);
  if (before === null) return undefined;
  return measure === 'share-change'
    ? printedOther(facts, before, 'share')
    : printedGrowth(facts, before, OVER_YEAR);
}

function named(inputs: Readonly<Record<string, Known>>): readonly Input[] {
  const named: Input[] = [];
  for (const name in inputs) {
    const known = inputs[name];
    if (known) named.push({ name, known });
  }
  return named;
}

function target(
  facts: SeriesFacts,
  period: string,
  measure: OtherMeasure,
  side: 'computed' | 'implied',
  unit: string,
): Pick<Known, 'unit' | 'scale' | 'at'> {
  return { unit, scale: 4, at: { series: facts.key, period, side: `other.${measure}.${side}` } };
}
