import { spansOf, type Span } from '../text/span.ts';

const CAUSES =
  /(?<![a-z])(?:because|due to|owing to|thanks to|as a result|led to|leads to|caus(?:e|es|ed)|drove|drives|driven|boost(?:s|ed)?|fuelled|fueled|spurred|lifted by|injected|on the back of)(?![a-z])|因为|由于|因此|推动|带动|拉动|促进|得益于|受益于|导致|使得|提振|助推/g;

/** Words that claim a cause, in order. No figure here has a cause: what brought it about is not counted. */
export const causesOf = (plain: string): readonly Span[] => spansOf(CAUSES, plain);

const COMPARISONS =
  /(?<![a-z])(?:more than (?!\d|double)|less than (?!\d)|(?:faster|slower|higher|lower|larger|smaller|better|worse) than|(?:compared|comparing) (?:with|to)|outpac(?:e|ed|es|ing)|outstripp?(?:ed|s)?|exceed(?:ed|s)|surpass(?:ed|es)|versus|while|whereas|against)(?![a-z])|高于|低于|快于|慢于|超过|相比|相较|大于|小于|而/g;

/** Words that compare what stands before them with what stands behind them, in order. */
export const comparingWordsOf = (plain: string): readonly Span[] => spansOf(COMPARISONS, plain);

/** What a change is compared with, as the words say it: over a year (GY) or over the period before (G1). */
export function comparisonIn(plain: string): 'GY' | 'G1' | null {
  if (
    /year[ -]on[ -]year|year[ -]over[ -]year|(?<![a-z])yoy(?![a-z])|(?:a|one) year (?:earlier|ago|before)|同比|比(?:去|上)年同期/.test(
      plain,
    )
  )
    return 'GY';
  if (
    /(?:month|quarter|week)[ -](?:on|over)[ -](?:month|quarter|week)|(?:previous|preceding) (?:month|quarter|week)|环比/.test(
      plain,
    )
  )
    return 'G1';
  return null;
}

const UP =
  /(?<![a-z])(?:up|rise|rises|rose|rising|risen|grow|grows|grew|growing|grown|growth|increas(?:e|es|ed|ing)|surg(?:e|es|ed|ing)|soar(?:s|ed|ing)?|jump(?:s|ed|ing)?|climb(?:s|ed|ing)?|gain(?:s|ed|ing)?|expand(?:s|ed|ing)?|skyrocket(?:s|ed|ing)?|add(?:s|ed|ing)?|higher)(?![a-z])|增长|增加|上升|上涨|增速|提高|增幅|涨|增|升/g;
const DOWN =
  /(?<![a-z])(?:down|fall|falls|fell|falling|fallen|drop(?:s|ped|ping)?|declin(?:e|es|ed|ing)|decreas(?:e|es|ed|ing)|plung(?:e|es|ed|ing)|slump(?:s|ed|ing)?|shr[aiu]nk(?:s|ing)?|contract(?:s|ed|ing)|slid|slip(?:s|ped)?|lower)(?![a-z])|下降|减少|下跌|下滑|回落|降低|降幅|萎缩|跌|降/g;

/** The direction of a change by the last such word of some text; null where it has none. */
export function directionIn(plain: string): 'up' | 'down' | null {
  const last = (pattern: RegExp) => [...plain.matchAll(pattern)].at(-1)?.index ?? -1;
  const [up, down] = [last(UP), last(DOWN)];
  if (up < 0 && down < 0) return null;
  return down > up ? 'down' : 'up';
}

/** Whether some text speaks of a part of a whole. */
export const isOfShare = (plain: string): boolean =>
  /(?<![a-z])(?:account(?:s|ed|ing)? for|share of|made up|makes up|proportion)(?![a-z])|占|比重|份额/.test(
    plain,
  );

/** How exact the words before and behind a number say that it is. */
export function qualifierOf(before: string, behind: string): 'exact' | 'about' | 'over' | 'under' {
  if (
    /(?:(?<![a-z])(?:over|more than|above|exceed(?:s|ed|ing)|at least|surpass(?:ed|ing)|topped)|超过|超|逾|突破|高于) ?$/.test(
      before,
    )
  )
    return 'over';
  if (
    /(?:(?<![a-z])(?:under|less than|below|nearly|almost|up to)|接近|将近|不足|不到|近|低于) ?$/.test(before)
  )
    return 'under';
  if (/(?:(?<![a-z])(?:about|around|approximately|roughly|some|circa)|大约|约|约为) ?$/.test(before))
    return 'about';
  if (/^ ?(?:or more|以上|多|余)/.test(behind)) return 'over';
  return /^ ?(?:or so|左右|上下)/.test(behind) ? 'about' : 'exact';
}
