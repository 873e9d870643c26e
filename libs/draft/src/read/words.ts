import type { Wording } from '@silkgauge/codelists';
import { spansOf, type Span } from '../text/span.ts';
import type { ReadMeasure } from './read-number.ts';
import { directionIn, leadsTo } from './signs.ts';

/** 而 is "whereas" where it is a word of its own: not in 而且, 从而, 然而. */
const COMPARISONS =
  /(?<![a-z])(?:more than (?!\d|double)|less than (?!\d)|(?:faster|slower|higher|lower|larger|smaller|better|worse) than|(?:compared|comparing) (?:with|to)|outpac(?:e|ed|es|ing)|outstripp?(?:ed|s)?|exceed(?:ed|s)|surpass(?:ed|es)|versus|while|whereas|against)(?![a-z])|高于|低于|快于|慢于|超过|相比|相较|大于|小于|(?<![从反因故然继进])而(?![且已是言])/g;

/** Words that compare what stands before them with what stands behind them, in order. */
export const comparingWordsOf = (plain: string): readonly Span[] => spansOf(COMPARISONS, plain);

const OVER_YEAR =
  /year[ -]on[ -]year|year[ -]over[ -]year|(?<![a-z])yoy(?![a-z])|(?:a|one) year (?:earlier|ago|before)|同比|比(?:去|上)年同期/g;
const OVER_PERIOD =
  /(?:month|quarter|week)[ -](?:on|over)[ -](?:month|quarter|week)|(?:previous|preceding) (?:month|quarter|week)|环比/g;

/**
 * What a change is compared with, by the nearest word before or behind it: over a year (GY) or over the period
 * before (G1).
 */
export function comparisonIn(before: string, behind: string): 'GY' | 'G1' | null {
  const distance = (pattern: RegExp): number => {
    const last = [...before.matchAll(pattern)].at(-1);
    const first = [...behind.matchAll(pattern)][0];
    return Math.min(
      last ? before.length - last.index - last[0].length : Infinity,
      first ? first.index : Infinity,
    );
  };
  const [year, period] = [distance(OVER_YEAR), distance(OVER_PERIOD)];
  if (year === Infinity && period === Infinity) return null;
  return year <= period ? 'GY' : 'G1';
}

/** Whether some text speaks of a part of a whole. */
const isOfShare = (plain: string): boolean =>
  /(?<![a-z])(?:account(?:s|ed|ing)? for|shares? (?:of|was|is|rose|fell)|made up|makes up|proportion)(?![a-z])|占|比重|份额/.test(
    plain,
  );

/** What a percentage is of, where it is a rate itself and no change. */
const A_RATE =
  /(?<![a-z])(?:tax|tariff|duty|interest|discount|(?<!(?:growth|at an?|annual) )rates?(?! of (?:growth|increase|decline))|costs?)(?: rates?)?(?: (?:of|at|was|is|to|stood|came))*(?: (?:about|around|nearly))? ?$|(?:税率|关税|利率|费率|成本|汇率)(?:约|仅|高)?(?:为|是|达|至|到)? ?$/;

/** What a number measures; a rate of tax, interest or cost is a level in percent. */
export function measureOf(unit: string | null, clause: string, behind: string): ReadMeasure {
  if (unit === 'points') return 'points';
  if (unit === 'times') return 'growth';
  if (unit !== 'percent') return 'level';
  if (
    /^ (?:(?:sales |income |value-added )?tax|tariff|duty|rate|interest|discount|cost)(?![a-z])/.test(behind)
  )
    return 'level';
  if (A_RATE.test(clause)) return 'level';
  const isPart =
    isOfShare(clause.slice(-30)) || /^ (?:of|share|stake)(?![a-z])|^的(?:份额|比重)/.test(behind);
  return isPart && (directionIn(clause.slice(-16)) === null || leadsTo(clause)) ? 'share' : 'growth';
}

/** Chinese "增长4.5倍" is up by 4.5 times, "增长到4.5倍" to 4.5 times; English "up 4.5 times" has both meanings. */
export function wordingOf(
  measure: ReadMeasure,
  unit: string | null,
  clause: string,
  behind: string,
): Wording | null {
  if (measure === 'points') return 'points';
  if (measure !== 'growth') return null;
  if (unit !== 'times') return 'percent';
  if (/^ ?(?:(?:that|those) of|the (?:level|value|amount|figure)|as (?:much|many|high|large))/.test(behind))
    return 'to-times';
  if (/(?:(?<![a-z])to|到|至|达|为|是|相当于|的) ?$/.test(clause)) return 'to-times';
  if (/(?:增长|增加|上升|提高|增|涨)了?(?:超过?|约|近|逾)? ?$/.test(clause)) return 'up-by-times';
  return 'ambiguous-times';
}
