import type { Explanation } from '@silkgauge/contract';
import { absenceText, valueText } from '../figures/figure-words.ts';
import { figureVerdict } from '@silkgauge/growth';
import { figuresOfFlag, type FigureName } from '../figures/flagged.ts';
import { otherPrintOf, proofAgainst } from '../figures/other-print.ts';
import { growthOf, mainComparison, shownSide } from '../figures/sides.ts';
import type { Words } from '../words/words-of.ts';
import { conflictReason, sentences, type Told } from './conflict-reason.ts';

/**
 * Why a figure is what it is, in a sentence or two: of the main growth of a state and what speaks against its level,
 * else of its level. Null without a figure.
 */
export function reasonText(
  { state, gaps, prints }: Pick<Explanation, 'state' | 'gaps' | 'prints'>,
  words: Words,
): string | null {
  const comparison = mainComparison(state);
  const growth = growthOf(state, comparison);
  const level: Told = { state, gaps, prints, sides: state.level, measure: 'level', comparison: null };
  if (!growth) return shownSide(state.level) ? reasonOf(level, words) : null;
  const reason = reasonOf({ state, gaps, prints, sides: growth, measure: 'growth', comparison }, words);
  const ofLevel = growth.verdict === 'conflicts' ? null : reasonAgainst(level, words);
  return ofLevel === null ? reason : sentences([reason, ofLevel], words);
}

/** What the sides say together: the case of the sentence follows from which sides are there. */
function reasonOf(figure: Told, words: Words): string {
  const { state, sides, measure } = figure;
  const { t } = words;
  const { reported, computed, implied, verdict } = sides;
  const absence = reported ? absenceText(reported, t) : null;
  if (absence !== null) return t('because.absent', { why: absence });
  const against = reasonAgainst(figure, words);
  if (against !== null) return against;
  if (!reported) {
    if (state.counts && measure === 'level')
      return t('because.sales', { count: Number(state.counts.events) });
    if (computed) return t('because.computed');
    return t(implied ? 'because.implied' : 'because.forecast');
  }
  const value = valueText(reported, measure, words);
  if (reported.readings && state.flags.includes('ambiguous-wording')) return t('because.readings', { value });
  if (verdict === 'agrees') return t('because.agrees', { value });
  if (verdict === 'within-rounding') return t('because.within-rounding', { value });
  if (verdict !== 'not-comparable') return t('because.unchecked', { value });
  const why = WITHHOLDING.find((flag) => isOf(figure, figuresOfFlag(state, flag)));
  return sentences([t('because.not-comparable', { value }), why ? t(`because.${why}`) : null], words);
}

/** What speaks against a figure: its parts, what is worked out, another print. Null where nothing does. */
function reasonAgainst(figure: Told, words: Words): string | null {
  const { state, sides, measure, prints } = figure;
  const { reported } = sides;
  const { t, language } = words;
  const verdict = figureVerdict({ sides, flags: state.flags });
  if (verdict === 'conflicts') return conflictReason(figure, words);
  if (!reported) return null;
  const value = valueText(reported, measure, words);
  if (reported.excluded) return t('because.excluded', { value, proof: reported.excluded.proof[language] });
  const other = verdict === 'one-of-several-prints' ? otherPrintOf(state, reported, words) : null;
  if (!other) return null;
  const proof = proofAgainst(other, prints, words);
  const told = { value, by: other.by, other: valueText(other.side, measure, words) };
  return proof === null ? t('because.other-print', told) : t('because.excludes-other', { ...told, proof });
}

/** Flags of what keeps growth from its levels. */
const WITHHOLDING = ['coverage-break', 'small-base'] as const;

const isOf = ({ measure, comparison }: Told, figures: readonly FigureName[]): boolean =>
  figures.some((one) => one.measure === measure && one.comparison === comparison);
