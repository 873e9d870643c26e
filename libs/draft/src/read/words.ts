import type { Wording } from '@silkgauge/growth';
import { spansOf, type Span } from '../text/span.ts';
import type { ReadMeasure } from './numbers.ts';
import { directionIn, leadsTo } from './signs.ts';

const CAUSES =
  /(?<![a-z])(?:because|due to|owing to|thanks to|as a result|led to|leads to|caus(?:e|es|ed)|drove|drives|driven|boost(?:s|ed)?|fuelled|fueled|spurred|lifted by|injected|on the back of)(?![a-z])|因为|由于|因此|推动|带动|拉动|促进|得益于|受益于|导致|使得|提振|助推/g;

/** Words that claim a cause, in order. No figure here has a cause: what brought it about is not counted. */
export const causesOf = (plain: string): readonly Span[] => spansOf(CAUSES, plain);

const COMPARISONS =
  /(?<![a-z])(?:more than (?!\d|double)|less than (?!\d)|(?:faster|slower|higher|lower|larger|smaller|better|worse) than|(?:compared|comparing) (?:with|to)|outpac(?:e|ed|es|ing)|outstripp?(?:ed|s)?|exceed(?:ed|s)|surpass(?:ed|es)|versus|while|whereas|against)(?![a-z])|高于|低于|快于|慢于|超过|相比|相较|大于|小于|而/g;

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
export const isOfShare = (plain: string): boolean =>
  /(?<![a-z])(?:account(?:s|ed|ing)? for|shares? (?:of|was|is|rose|fell)|made up|makes up|proportion)(?![a-z])|占|比重|份额/.test(
    plain,
  );

/** How exact words call a number; near: "nearly 30" is close below, 30多 close above, not anywhere there. */
export interface Exactness {
  readonly qualifier: 'exact' | 'about' | 'over' | 'under';
  readonly isNear: boolean;
}

const far = (qualifier: Exactness['qualifier']): Exactness => ({ qualifier, isNear: false });

/** Words before a number, the longer ones first: "no more than" is no "more than". */
const EXACTNESS: readonly (readonly [RegExp, Exactness])[] = [
  [
    /(?:(?<![a-z])(?:no|not) (?:more|higher) than|at most|(?<!went )up to|不超过|不高于|不多于) ?$/,
    far('under'),
  ],
  [/(?:(?<![a-z])(?:no|not) (?:less|lower|fewer) than|at least|不低于|不少于) ?$/, far('over')],
  [
    /(?:(?<![a-z])(?:over|more than|above|exceed(?:s|ed|ing)|surpass(?:ed|ing)|topped)|超过|超|逾|突破|高于) ?$/,
    far('over'),
  ],
  [/(?:(?<![a-z])(?:nearly|almost|close to)|接近|将近|近) ?$/, { qualifier: 'under', isNear: true }],
  [/(?:(?<![a-z])(?:under|less than|below)|不足|不到|低于) ?$/, far('under')],
  [/(?:(?<![a-z])(?:about|around|approximately|roughly|some|circa)|大约|约|约为) ?$/, far('about')],
];

/** How exact the words before and behind a number say that it is. */
export function exactnessOf(before: string, behind: string): Exactness {
  const near = before.slice(-24);
  const found = EXACTNESS.find(([pattern]) => pattern.test(near))?.[1];
  if (found) return found;
  if (/^ ?[多余]/.test(behind)) return { qualifier: 'over', isNear: true };
  if (/^ ?(?:or more|以上)/.test(behind)) return far('over');
  return far(/^ ?(?:or so|左右|上下)/.test(behind) ? 'about' : 'exact');
}

/** Some text without the words at its end that say how exact the number behind it is. */
export const withoutExactness = (before: string): string => {
  for (const [pattern] of EXACTNESS) if (pattern.test(before.slice(-24))) return before.replace(pattern, '');
  return before;
};

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
