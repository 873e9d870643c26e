import type { ServedState } from '@silkgauge/contract';
import type { Measurement, Sides } from '@silkgauge/growth';
import { absenceText, isSigned, pointsOf, pointText, statusText } from '../figures/figure-words.ts';
import { growthOf, mainComparison, shownSide } from '../figures/sides.ts';
import { quantity } from '../words/decimal.ts';
import type { Words } from '../words/words-of.ts';
import { impliedBase } from './implied-base.ts';

/**
 * Why a figure is what it is, in a sentence or two, from the state alone: of its main growth, else of its
 * level. Null without a figure.
 */
export function reasonText(state: ServedState, words: Words): string | null {
  const growth = growthOf(state, mainComparison(state));
  const sides = growth ?? (shownSide(state.level) ? state.level : undefined);
  if (!sides) return null;
  const measure = growth ? 'growth' : 'level';
  return [verdictReason(state, sides, measure, words), growth && conflictReason(state, sides, words)]
    .filter(Boolean)
    .join(words.language === 'zh' ? '' : ' ');
}

const told = (side: Measurement, measure: string, words: Words): string =>
  pointsOf(side, isSigned(measure), words, 'shown')
    .map((point) => pointText({ ...point, between: null }, words.t))
    .join(` ${words.t('word.or')} `);

/** What the sides say together: the case of the sentence follows from which sides are there. */
function verdictReason(state: ServedState, sides: Sides, measure: string, words: Words): string {
  const { t } = words;
  const { reported, computed, implied, verdict } = sides;
  const check = computed ?? implied;
  if (!reported) {
    if (state.counts) return t('because.sales', { count: Number(state.counts.events) });
    if (computed) return t('because.computed');
    return t(implied ? 'because.implied' : 'because.forecast');
  }
  const absence = absenceText(reported, t);
  if (absence !== null) return t('because.absent', { why: absence });
  const value = told(reported, measure, words);
  if (verdict === 'conflicts' && check)
    return t(computed ? 'because.conflicts-levels' : 'because.conflicts-others', {
      value,
      other: told(check, measure, words),
    });
  if (reported.readings && state.flags.includes('ambiguous-wording')) return t('because.readings', { value });
  if (verdict === 'agrees') return t('because.agrees', { value });
  if (verdict === 'within-rounding') return t('because.within-rounding', { value });
  return t(verdict === 'not-comparable' ? 'because.not-comparable' : 'because.unchecked', { value });
}

/** What may lie behind a conflict of printed growth with the levels; null for other figures. */
function conflictReason({ level, flags }: ServedState, sides: Sides, words: Words): string | null {
  const { t, language } = words;
  const { reported, computed, verdict } = sides;
  if (verdict !== 'conflicts' || !reported || !computed) return null;
  if (flags.includes('coverage-break')) return t('because.coverage-break');
  const base = level.reported && impliedBase(level.reported, reported);
  const values = {
    base: base?.value ? quantity(base.value, level.reported?.unit ?? '', { language }) : '',
    level: statusText(level.reported?.status ?? '_U', t),
    before: statusText(computed.status, t),
  };
  if (values.base === '') return null;
  const isMixed = level.reported !== undefined && isFirmer(level.reported.status, computed.status);
  return t(isMixed ? 'because.base-status' : 'because.base', values);
}

const FIRMNESS = ['_U', 'F', 'P', 'R', 'A'];

/** Whether a level is firmer than what was worked out from the level and its base: then the base is not. */
const isFirmer = (level: string, computed: string): boolean =>
  computed !== '_U' && FIRMNESS.indexOf(level) > FIRMNESS.indexOf(computed);
