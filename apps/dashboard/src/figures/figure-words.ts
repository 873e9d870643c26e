import type { ServedState } from '@silkgauge/contract';
import { COMPARISON_KEYS, figureVerdict, type Measurement, type Sides } from '@silkgauge/growth';
import { isRate } from '@silkgauge/words';
import { geometry, interval, quantity, shortDecimal, shortPlace } from '../words/decimal.ts';
import type { Words } from '../words/words-of.ts';
import type { MessageId } from '../words/messages.ts';
import { periodText } from '../words/period.ts';
import { roundedAt } from '../words/rounded.ts';
import { shownDigits, type Interval } from '../words/shown-digits.ts';
import type { Point } from '../charts/mark/mark.ts';
import { conflictCause, type ConflictGround } from './conflict.ts';
import { otherPrintOf } from './other-print.ts';
import { partialText } from './partial.ts';
import { less, sideGaps, sidesOf, type Gap, type LocatedMeasure } from './sides.ts';

/** Levels and shares are written without a sign, other measures with one. */
export const isSigned = (measure: string): boolean => measure !== 'level' && measure !== 'share';

/**
 * Every digit of a decimal, or those that its interval allows (`shownDigits`), four at most. A rate that is
 * told as printed has the digits of its print.
 */
export type Digits = 'exact' | 'shown';

/** The points of a side: one, or one per reading. Numbers are for geometry, texts have decimals. */
export function pointsOf(
  side: Measurement,
  signed: boolean,
  { language, t }: Words,
  digits: Digits = 'exact',
): readonly Point[] {
  const isShort = digits === 'shown' && !isPrintedRate(side);
  const point = (reading: string | null, exact: Interval): Point | null => {
    const { value, low, high } = digits === 'exact' ? exact : shownDigits(exact);
    if (value === null && (low === null || high === null)) return null;
    const ends = low !== null && high !== null ? interval(low, high, side.unit, { language, isShort }) : null;
    return {
      reading,
      at: exact.value === null ? null : geometry(exact.value),
      low: exact.low === null ? null : geometry(exact.low),
      high: exact.high === null ? null : geometry(exact.high),
      text:
        value === null
          ? (ends ?? '')
          : quantity(value, side.unit, { language, signed, short: isShort ? 'half-away' : undefined }),
      between: value === null || low === high || (isShort && isCovered(value, low, high)) ? null : ends,
    };
  };
  const points = side.readings
    ? side.readings.map((one) => point(readingText(one.reading, t), one))
    : [point(null, side)];
  return points.filter((one) => one !== null);
}

/** The formula of what a source states itself. */
const PRINTED = 'reported@1';

/** Whether a rate is told as it was printed, with its own digits. */
export const isPrintedRate = ({ formula, unit }: Pick<Measurement, 'formula' | 'unit'>): boolean =>
  formula === PRINTED && isRate(unit);

/** The value of a side with the digits that are shown; null without a single value. */
export function shownValue(side: Measurement): string | null {
  const { value } = shownDigits(side);
  return value === null || isPrintedRate(side) ? value : shortDecimal(value);
}

/** Whether an interval is narrower than the last digit of a shortened value, so that its ends tell nothing. */
function isCovered(value: string, low: string | null, high: string | null): boolean {
  const place = shortPlace(value);
  if (place === null || low === null || high === null) return false;
  return geometry(less(high, low)) <= 10 ** place;
}

const READINGS: Readonly<Record<string, MessageId>> = {
  'up-by-times': 'reading.up-by-times',
  'to-times': 'reading.to-times',
};

/** The name of a reading; readings other than of wordings are prints, named by their key. */
export function readingText(reading: string, t: Words['t']): string {
  const id = READINGS[reading];
  return id ? t(id) : t('reading.print', { name: reading });
}

export const sideText = (name: string, t: Words['t']): string => t(`side.${name}` as MessageId);
export const statusText = (status: string, t: Words['t']): string => t(`status.${status}` as MessageId);
/** Coverage and status of a side: what covers a part of its period is not final. `partial` is the coverage, or null. */
export const statusWords = (
  status: string,
  partial: string | null,
  t: Words['t'],
  { unstated = false }: { readonly unstated?: boolean } = {},
): readonly string[] => [
  ...(partial === null ? [] : [partial]),
  ...((status === '_U' && !unstated) || (status === 'A' && partial !== null) ? [] : [statusText(status, t)]),
];

export const measureText = (measure: string, t: Words['t']): string => t(`measure.${measure}` as MessageId);
export const flagText = (flag: string, t: Words['t']): string => t(`flag.${flag}` as MessageId);
export const flagMeaning = (flag: string, t: Words['t']): string => t(`flag.${flag}.means` as MessageId);

/** `on a year before`, `on the first half of 2018`. */
export function comparisonText(comparison: string | null, { language, t }: Words): string {
  if (comparison === null) return '';
  if (COMPARISON_KEYS.includes(comparison)) return t(`comparison.${comparison}` as MessageId);
  return t('comparison.period', { period: periodText(comparison, language) });
}

/** Measure, comparison and side of a figure in words: `year-on-year growth, reported`. Null: not named. */
export function whatText(measure: string, comparison: string | null, side: string | null, words: Words) {
  const { t, language } = words;
  const named = measure === 'growth' && COMPARISON_KEYS.includes(comparison ?? '');
  const what = named
    ? t(`measure.growth.${comparison}` as MessageId)
    : [measureText(measure, t), comparisonText(comparison, words)]
        .filter(Boolean)
        .join(language === 'zh' ? '' : ' ');
  return side === null ? what : `${what}${t('word.clause')}${sideText(side, t)}`;
}

/** What a state says of its verdicts. */
export type VerdictGround = ConflictGround & Pick<ServedState, 'series'>;

/**
 * The verdict on sides of a state. An excluded number has its proof, one of several prints the other one, a conflict
 * its gaps, else its cause: `conflicts: reported is 4.885 points lower than computed`, `conflicts: it rests on levels
 * in conflict`.
 */
export function verdictText(
  state: VerdictGround,
  { measure, sides }: Pick<LocatedMeasure, 'measure' | 'sides'>,
  words: Words,
  digits: Digits = 'exact',
): string {
  const { t, language } = words;
  const told = figureVerdict({ sides, flags: state.flags });
  const other = told === 'one-of-several-prints' ? otherPrintOf(state, sides.reported, words) : null;
  if (other)
    return t('verdict.other-print', {
      ...{ by: other.by, excluded: String(other.isExcluded) },
      other: valueText(other.side, measure, words),
    });
  const verdict = t(`verdict.${told}`);
  const proof = sides.reported?.excluded?.proof[language];
  if (proof !== undefined) return t('verdict.excluded-as', { verdict, proof });
  if (told !== 'conflicts') return verdict;
  const apart = sideGaps(state, sides);
  const unit = gapUnit(measure, sides);
  const gaps = apart.flatMap(({ name, gap }) =>
    gap === null ? [] : [gapText(gapDigits(gap, digits), unit, name, words, digits)],
  );
  if (gaps.length > 0) return t('verdict.gaps', { verdict, gaps: gaps.join(t('word.clause')) });
  if (apart.length > 0)
    return t('verdict.apart', {
      sides: apart.map(({ name }) => sideText(name, t)).join(t('word.comma')),
    });
  const cause = conflictCause(state, sides);
  return cause === null ? verdict : [verdict, t(`conflict.${cause}` as MessageId)].join(t('word.colon'));
}

/** The digits of a gap, to the last place that both numbers show; all where these would say that there is none. */
export function gapDigits(gap: Gap, digits: Digits): string {
  const shown = digits === 'shown' ? roundedAt(gap.value, gap.place, 'half-away') : gap.value;
  return geometry(shown) === 0 ? gap.value : shown;
}

/** A gap to a side, or to the level of the whole: `4.885 points lower than computed`. */
export function gapText(
  gap: string,
  unit: string,
  side: string,
  { language, t }: Words,
  digits: Digits = 'exact',
): string {
  const short = digits === 'shown' ? 'half-away' : undefined;
  const lower = gap.startsWith('-');
  const size = quantity(lower ? gap.slice(1) : gap, unit, { language, short });
  return t(lower ? 'verdict.lower' : 'verdict.higher', { gap: size, side: sideText(side, t) });
}

/** The unit of a gap: percentage points, or the unit of the level. */
export const gapUnit = (measure: string, sides: Sides): string =>
  measure === 'level' ? ((sides.reported ?? sides.computed ?? sides.implied)?.unit ?? '') : 'points';

export function pointText(point: Point, t: Words['t']): string {
  const value =
    point.between === null ? point.text : t('point.between', { value: point.text, between: point.between });
  return point.reading === null ? value : t('point.reading', { value, reading: point.reading });
}

/** The number of a side with the digits that are shown, without its interval; or why there is none. */
export const valueText = (side: Measurement, measure: string, words: Words): string =>
  absenceText(side, words.t) ??
  pointsOf(side, isSigned(measure), words, 'shown')
    .map((point) => pointText({ ...point, between: null }, words.t))
    .join(` ${words.t('word.or')} `);

/** Why a side has no number; null for a side with one. */
export const absenceText = ({ absence }: Measurement, t: Words['t']): string | null =>
  absence === undefined ? null : t(`absence.${absence}` as MessageId);

/** The readings of a side as one text, with the number of readings left out, or why there is no number. */
export function readingsText(texts: readonly string[], side: Measurement, t: Words['t']): string {
  const { more } = side;
  if (texts.length === 0) return absenceText(side, t) ?? '';
  const others = more === undefined ? '' : ` ${t('word.others', { count: more })}`;
  return `${texts.join(` ${t('word.or')} `)}${others}`;
}

/** All sides of a figure of a state with statuses and verdict, for screen readers. */
export function sidesInWords(
  state: ServedState,
  { measure, comparison, sides }: LocatedMeasure,
  words: Words,
): string {
  const { t } = words;
  const partial = partialText(state, words);
  const told = sidesOf(sides).map(({ name, side }) => {
    const points = pointsOf(side, isSigned(measure), words, 'shown').map((point) => pointText(point, t));
    return [
      `${sideText(name, t)} ${readingsText(points, side, t)}`,
      ...statusWords(side.status, partial, t),
    ].join(t('word.clause'));
  });
  const isTold = figureVerdict({ sides, flags: state.flags }) !== 'unchecked';
  const verdict = isTold ? [verdictText(state, { measure, sides }, words, 'shown')] : [];
  const what = whatText(measure, comparison, null, words);
  return `${what}${t('word.colon')}${[...told, ...verdict].join(t('word.semicolon'))}`;
}
