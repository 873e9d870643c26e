import type { Explanation } from '@silkgauge/contract';
import { absenceText } from '../figures/figure-words.ts';
import { figuresOfFlag, type FigureName } from '../figures/flagged.ts';
import { growthOf, mainComparison, shownSide } from '../figures/sides.ts';
import type { Words } from '../words/words-of.ts';
import { conflictReason, sentences, toldValue, type Told } from './conflict-reason.ts';

/**
 * Why a figure is what it is, in a sentence or two: of the main growth of a state and a conflict of its level,
 * else of its level. Null without a figure.
 */
export function reasonText(
  { state, gaps }: Pick<Explanation, 'state' | 'gaps'>,
  words: Words,
): string | null {
  const comparison = mainComparison(state);
  const growth = growthOf(state, comparison);
  const level: Told = { state, gaps, sides: state.level, measure: 'level', comparison: null };
  if (!growth) return shownSide(state.level) ? reasonOf(level, words) : null;
  const reason = reasonOf({ state, gaps, sides: growth, measure: 'growth', comparison }, words);
  const ofLevel = growth.verdict === 'conflicts' ? null : conflictReason(level, words);
  return ofLevel === null ? reason : sentences([reason, ofLevel], words);
}

/** What the sides say together: the case of the sentence follows from which sides are there. */
function reasonOf(figure: Told, words: Words): string {
  const { state, sides, measure } = figure;
  const { t } = words;
  const { reported, computed, implied, verdict } = sides;
  const absence = reported ? absenceText(reported, t) : null;
  if (absence !== null) return t('because.absent', { why: absence });
  const conflict = conflictReason(figure, words);
  if (conflict !== null) return conflict;
  if (!reported) {
    if (state.counts && measure === 'level')
      return t('because.sales', { count: Number(state.counts.events) });
    if (computed) return t('because.computed');
    return t(implied ? 'because.implied' : 'because.forecast');
  }
  const value = toldValue(reported, measure, words);
  if (reported.readings && state.flags.includes('ambiguous-wording')) return t('because.readings', { value });
  if (verdict === 'agrees') return t('because.agrees', { value });
  if (verdict === 'within-rounding') return t('because.within-rounding', { value });
  if (verdict !== 'not-comparable') return t('because.unchecked', { value });
  const why = WITHHOLDING.find((flag) => isOf(figure, figuresOfFlag(state, flag)));
  return sentences([t('because.not-comparable', { value }), why ? t(`because.${why}`) : null], words);
}

/** Flags of what keeps growth from its levels. */
const WITHHOLDING = ['coverage-break', 'small-base'] as const;

const isOf = ({ measure, comparison }: Told, figures: readonly FigureName[]): boolean =>
  figures.some((one) => one.measure === measure && one.comparison === comparison);
