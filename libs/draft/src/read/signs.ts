import { withoutExactness } from './exactness.ts';
import type { ReadMeasure } from './read-number.ts';

/** Whether a change is a fall; not signed: no word says, so that both may be meant. */
export interface Sign {
  readonly isFall: boolean;
  readonly isSigned: boolean;
}

const UP =
  /(?<![a-z])(?<!value-)(?:up|rise|rises|rose|rising|risen|grow|grows|grew|growing|grown|growth|increas(?:e|es|ed|ing)|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|expand(?:s|ed|ing)?|skyrocket(?:s|ed|ing)?|add(?:s|ed|ing)?|higher)(?![a-z])|(?<!负)(?:增长|增加|上升|上涨|增速|提高|增幅|涨|增|升)/g;
const DOWN =
  /(?<![a-z])(?:down|fall|falls|fell|falling|fallen|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|slump(?:s|ed|ing)?|shr[aiu]nk(?:s|ing)?|contract(?:s|ed|ing|ion)|slid|slip(?:s|ped)?|dip(?:s|ped|ping)?|tumbl(?:e|es|ed|ing)|s[aiu]nk(?:s|ing)?|shed(?:s|ding)?|eas(?:e|es|ed|ing)|los(?:t|es)|lower)(?![a-z])|负增长|下降|减少|锐减|缩减|下跌|下滑|回落|降低|降幅|萎缩|跌|降|减/g;
const SLOWER = /(?<![a-z])slow(?:s|ed|ing|er)?(?![a-z])|放缓|减缓/;
/** A fall or a gap that grows or shrinks: its points go either way. */
const OF_A_GAP = /(?<![a-z])(?:narrow|widen)(?:s|ed|ing)?(?![a-z])|收窄|扩大/;
const A_FALL =
  /(?<![a-z])(?:the|a|its|their) (?:decline|drop|fall|decrease|contraction|slump)(?![a-z])|降幅|跌幅/;
const TO = /(?:(?<![a-z])(?:to|from)|至|到|为|由|从) ?$/;
const BEHIND =
  /^(?:[ -](?:year-on-year |month-on-month |annual )?(rise|increase|growth|gain|jump|surge|fall|drop|decline|decrease|contraction|slump|higher|lower|more|fewer|less)(?![a-z])|的(?:同比|环比)?(增长|增幅|增速|涨幅|下降|降幅|跌幅))/;
const FALLS = /fall|drop|decline|decrease|contraction|slump|lower|fewer|less|下降|降幅|跌幅/;

const RISE: Sign = { isFall: false, isSigned: true };
const FALL: Sign = { isFall: true, isSigned: true };
const UNSIGNED: Sign = { isFall: false, isSigned: false };

/** The direction of a change by the last such word of some text; null where it has none. */
export function directionIn(plain: string): 'up' | 'down' | null {
  const last = (pattern: RegExp) => [...plain.matchAll(pattern)].at(-1)?.index ?? -1;
  const [up, down] = [last(UP), last(DOWN)];
  if (up < 0 && down < 0) return null;
  return down > up ? 'down' : 'up';
}

/** Whether a minus, or a word for it, stands before a place. */
export const isNegative = (plain: string, start: number): boolean =>
  /(?:^|[\s(（,，:：\u4e00-\u9fff])[-−–]$|(?<![a-z])(?:minus|negative) $/.test(
    plain.slice(Math.max(0, start - 10), start),
  );

/** Whether some text says that a change led to or from the number behind it: "fell to 26.2 percent". */
export const leadsTo = (clause: string): boolean => TO.test(withoutExactness(clause));

/** The sign of a change by the words before it, back to the number before, and by those right behind it. */
export function signOf(
  measure: ReadMeasure,
  unit: string | null,
  { clause, behind, before }: { clause: string; behind: string; before: Sign | null },
): Sign {
  if ((measure !== 'growth' && measure !== 'points') || unit === 'times') return RISE;
  const [, english, chinese] = BEHIND.exec(behind) ?? [];
  const noun = english ?? chinese;
  if (noun !== undefined) return FALLS.test(noun) ? FALL : RISE;
  if (measure === 'points' && OF_A_GAP.test(clause)) return UNSIGNED;
  const slower = measure === 'points' ? clause.search(SLOWER) : -1;
  if (slower >= 0 && directionIn(clause.slice(slower)) === null) return FALL;
  const direction = directionIn(clause);
  if (measure === 'growth' && direction !== null && leadsTo(clause)) return A_FALL.test(clause) ? FALL : RISE;
  if (direction !== null) return direction === 'down' ? FALL : RISE;
  const [word] = /^ (?:up|down)(?![a-z])/.exec(behind) ?? [];
  if (word !== undefined) return word === ' down' ? FALL : RISE;
  return before !== null && JOINED.test(clause) ? before : UNSIGNED;
}

/** Between numbers of one list, such as those of "fell 28.7 percent and 24.4 percent". */
const JOINED = /^ ?[,，、]? ?(?:(?:and|or|和|及|与|以及) ?)?(?:by )?$/;
