import { BY_FIRMNESS } from '@silkgauge/codelists';
import type { Explanation } from '@silkgauge/contract';
import { OVER_YEAR } from '@silkgauge/growth';
import { conflictCause } from '../figures/conflict.ts';
import { statusText, valueText } from '../figures/figure-words.ts';
import type { LocatedMeasure } from '../figures/sides.ts';
import { quantity } from '../words/decimal.ts';
import { dimensionsOfKey, seriesOfKey, seriesTitle } from '../words/series-names.ts';
import { periodText } from '../words/period.ts';
import type { Words } from '../words/words-of.ts';
import { shownBase } from './implied-base.ts';

/** A figure of an explained state. */
export type Told = LocatedMeasure & Pick<Explanation, 'state' | 'gaps' | 'prints'>;

export const sentences = (all: readonly (string | null)[], { language }: Words): string =>
  all.filter((one) => one !== null).join(language === 'zh' ? '' : ' ');

/** What contradicts a figure, and what may lie behind the conflict; null without a conflict. */
export function conflictReason(figure: Told, words: Words): string | null {
  const { state, sides, measure } = figure;
  const { t } = words;
  const cause = conflictCause(state, sides);
  if (cause === null) return null;
  const { reported } = sides;
  if (!reported) return t('because.rests-unprinted', levelsBehind(figure, words));
  const value = valueText(reported, measure, words);
  const against = cause === 'computed' || cause === 'implied' ? sides[cause] : undefined;
  if (against) {
    const other = valueText(against, measure, words);
    if (cause === 'computed' && measure === 'growth')
      return sentences(
        [t('because.conflicts-levels', { value, other }), behindConflict(figure, words)],
        words,
      );
    const isSum = measure === 'level' && against.formula.startsWith('sum-of-');
    return t(isSum ? 'because.conflicts-parts' : 'because.conflicts-others', { value, other });
  }
  if (cause === 'infeasible') return t('because.infeasible', { value });
  if (cause === 'above-whole') return t('because.above-whole', { value, whole: wholeText(figure, words) });
  return t('because.rests-on-conflict', { value, ...levelsBehind(figure, words) });
}

/** What may lie behind a conflict of printed growth with levels; null where nothing is known. */
function behindConflict({ state, sides, comparison }: Told, words: Words): string | null {
  const { t, language } = words;
  const { reported, computed } = sides;
  const { level } = state;
  if (!level.reported || !reported || !computed) return null;
  const base = shownBase(level.reported, reported)?.value;
  if (!base) return null;
  const isMixed = comparison === OVER_YEAR && isFirmer(level.reported.status, computed.status);
  return t(isMixed ? 'because.base-status' : 'because.base', {
    base: quantity(base, level.reported.unit, { language }),
    level: statusText(level.reported.status, t),
    before: statusText(computed.status, t),
  });
}

/** Whether a level is firmer than what was worked out from the level and its base: then the base is not. */
const isFirmer = (level: string, computed: string): boolean =>
  computed !== '_U' &&
  (BY_FIRMNESS as readonly string[]).indexOf(level) > (BY_FIRMNESS as readonly string[]).indexOf(computed);

/** The whole that a level exceeds, by name where it is known. */
function wholeText({ state, gaps }: Told, words: Words): string {
  const found = gaps.find(({ key, against }) => key === state.key && against === 'whole');
  return found ? seriesTitle(dimensionsOfKey(found.with.key), words) : words.t('side.whole');
}

/** Levels named in a sentence; the list of gaps has all. */
const NAMED = 3;

/** The levels in conflict that a figure rests on, as values of a message: how many, and the first of them. */
function levelsBehind({ state, gaps, sides }: Told, words: Words) {
  // An implied base is judged where it stands: other figures do not rest on its conflict.
  const behind = gaps.filter(
    ({ key, figure, against }) =>
      figure === 'level' && (key !== state.key || (sides !== state.level && against !== 'implied')),
  );
  const keys = [...new Set(behind.map(({ key }) => key))];
  const named = keys.slice(0, NAMED).map((key) => levelText(key, state.key, words));
  return {
    count: keys.length,
    levels: `${named.join(words.t('word.comma'))}${keys.length > NAMED ? words.t('because.more-levels') : ''}`,
  };
}

/** The period of a level, with its series where that is another. */
function levelText(key: string, own: string, words: Words): string {
  const series = seriesOfKey(key);
  const period = periodText(key.slice(series.length + 1), words.language);
  return series === seriesOfKey(own)
    ? period
    : [seriesTitle(dimensionsOfKey(key), words), period].join(words.t('word.clause'));
}
