import type { DraftReason } from '@silkgauge/contract';
import type { Figure, PrintReading, Qualifier, Wording } from '@silkgauge/growth';
import { readPrint } from '@silkgauge/growth';
import { isWithin, matchAt, spansTouching, type Span } from '../text/span.ts';
import { numeralsOf, type Numeral } from './numerals.ts';
import type { ReadPeriod } from './periods.ts';
import { currencyBefore, unitAt } from './units.ts';
import { directionIn, isOfShare, qualifierOf } from './words.ts';

export type ReadMeasure = 'level' | 'growth' | 'share' | 'points';

/** A number with all that its own words say. */
export interface ReadNumber extends Span {
  readonly measure: ReadMeasure;
  readonly value: string;
  readonly valueHigh: string | null;
  readonly multiplier: string;
  readonly unit: string | null;
  readonly wording: Wording | null;
  readonly qualifier: Qualifier;
  readonly readings: readonly PrintReading[];
}

/** Digits that are no number with a unit, and why. */
export interface Unread extends Span {
  readonly reason: Extract<DraftReason, 'no-unit' | 'name-or-code' | 'too-long' | 'too-many'>;
}

export interface ReadNumbers {
  readonly numbers: readonly ReadNumber[];
  readonly unread: readonly Unread[];
}

const MOST_DIGITS = 40;
/** Numerals that are looked at in one text: each takes some microseconds, in which nothing else is answered. */
const MOST_NUMERALS = 500;
/** Characters before a number that its sign, direction, qualifier and measure are looked for in. */
const BEFORE = 80;
const BEHIND = 24;

const RANGE =
  /(?: ?(?:%|percent|per cent|亿元|万元|亿|万|倍|个百分点)?)(?: ?[-–—~至] ?| to | and |到)(?=\d)/y;
const QUALIFIER_INSIDE = /[多余]/y;

/** Numbers of a plain text with their units, and digits that are none. Digits of periods are left to these. */
export function numbersOf(plain: string, periods: readonly ReadPeriod[]): ReadNumbers {
  const numerals = numeralsOf(plain);
  const numbers: ReadNumber[] = [...changesInWords(plain)];
  const unread: Unread[] = [];
  let behind = 0;
  for (const [at, numeral] of numerals.entries()) {
    const touched = spansTouching(periods, numeral);
    if (numeral.start < behind || touched.some((one) => isWithin(numeral, one))) continue;
    const reason =
      at >= MOST_NUMERALS ? 'too-many' : touched.length > 0 ? 'name-or-code' : unreadable(plain, numeral);
    if (reason !== null) {
      if (!numeral.isWord) unread.push({ start: numeral.start, end: numeral.end, reason });
      continue;
    }
    const read = readNumber(plain, numeral, numerals[at + 1], behind);
    if (read) {
      numbers.push(read);
      behind = read.end;
    } else if (!numeral.isWord) unread.push({ start: numeral.start, end: numeral.end, reason: 'no-unit' });
  }
  return { numbers: numbers.sort((a, b) => a.start - b.start), unread };
}

function unreadable(plain: string, { start, end, value }: Numeral): Unread['reason'] | null {
  if (value.length > MOST_DIGITS) return 'too-long';
  const before = plain.slice(Math.max(0, start - 6), start);
  const isGlued =
    /[a-z_@#/]$|[a-z]-$|[a-z0-9_]\.$/.test(before) && !/(?:us|rmb|cny|usd|eur|gbp)$/.test(before);
  const behind = plain.slice(end, end + 12);
  const isName = /^(?:[@_/#]|\.[a-z0-9]|-?[a-z](?![a-z]))/.test(behind) || /^[a-z](?!n\b)/.test(behind);
  return isGlued ||
    (isName && !/^(?:bn|mn|tn|pp|-fold|fold|percent|pct|yuan|cny|rmb|usd)(?![a-z])/.test(behind))
    ? 'name-or-code'
    : null;
}

function readNumber(
  plain: string,
  first: Numeral,
  next: Numeral | undefined,
  from: number,
): ReadNumber | null {
  const range = rangeTo(plain, first, next);
  const last = range ?? first;
  const inside = matchAt(QUALIFIER_INSIDE, plain, last.end);
  let unit = unitAt(plain, last.end + (inside ? inside[0].length : 0));
  let value = first.value;
  let end = unit.end;
  const compound = range === null ? compoundAt(plain, first, unit.multiplier, unit.end, next) : null;
  if (compound) {
    unit = compound.unit;
    ({ value } = compound);
    ({ end } = unit);
  }
  const prefix = /百分之$/.exec(plain.slice(Math.max(0, first.start - 3), first.start));
  const money = unit.unit === null ? currencyBefore(plain, first.start) : null;
  const isPlain = unit.unit === null && money === null && !prefix;
  if (isPlain && (unit.multiplier === '1' || first.isWord)) return null;
  const start = prefix ? first.start - 3 : (money?.start ?? first.start);
  const clause = plain.slice(Math.max(from, start - BEFORE), start);
  const behind = plain.slice(end, end + BEHIND);
  return numberOf({
    ...{ start: signStart(plain, start), end, clause: sameSentence(clause), behind },
    ...{ value, valueHigh: range?.value ?? null, multiplier: unit.multiplier },
    unit: prefix ? 'percent' : (unit.unit ?? money?.unit ?? null),
    isOver: inside !== null,
    isNegative: isNegative(plain, start),
  });
}

/** The upper end of "26 to 28 percent", "between 26 and 28 percent", "26%-28%"; not of "from 26 to 28". */
function rangeTo(plain: string, first: Numeral, next: Numeral | undefined): Numeral | null {
  const joined = next && matchAt(RANGE, plain, first.end);
  if (!joined || first.isWord || next.isWord || first.end + joined[0].length !== next.start) return null;
  const before = plain.slice(Math.max(0, first.start - 12), first.start);
  const isBetween = /between $/.test(before);
  if (joined[0].endsWith(' and ') !== isBetween) return null;
  if (/from $|[从由自]$/.test(before) || unitAt(plain, next.end).unit === null) return null;
  return next;
}

/** "3亿4500万": two parts of one number, in the smaller unit. */
function compoundAt(
  plain: string,
  first: Numeral,
  multiplier: string,
  end: number,
  next: Numeral | undefined,
) {
  if (multiplier === '1' || next?.start !== end || next.isWord || /\./.test(first.value + next.value))
    return null;
  if (!/[万亿]/.test(plain[end - 1] ?? '')) return null;
  const unit = unitAt(plain, next.end);
  const steps = multiplier.length - unit.multiplier.length;
  if (steps <= 0 || next.value.length > steps) return null;
  return { unit, value: `${first.value}${next.value.padStart(steps, '0')}` };
}

const isNegative = (plain: string, start: number): boolean =>
  /(?:^|[\s(（,，至到为])[-−–]$/.test(plain.slice(Math.max(0, start - 2), start));
const signStart = (plain: string, start: number): number =>
  isNegative(plain, start) || plain[start - 1] === '+' ? start - 1 : start;

/** What stands in the same sentence, of some text before a number. */
const sameSentence = (before: string): string =>
  before.slice(Math.max(...['。', '!', '！', '\n', '. '].map((one) => before.lastIndexOf(one))) + 1);

interface Parts extends Span {
  readonly value: string;
  readonly valueHigh: string | null;
  readonly multiplier: string;
  readonly unit: string | null;
  readonly clause: string;
  readonly behind: string;
  readonly isOver: boolean;
  readonly isNegative: boolean;
}

function numberOf(parts: Parts): ReadNumber {
  const { start, end, clause, behind, valueHigh } = parts;
  const isTenths = parts.unit === 'tenths';
  const unit = isTenths ? 'percent' : parts.unit;
  const multiplier = isTenths ? '10' : parts.multiplier;
  const measure = measureOf(unit, clause, behind);
  const direction = measure === 'growth' ? (directionBehind(behind) ?? directionIn(clause)) : null;
  const isFall = parts.isNegative || (direction === 'down' && unit !== 'times');
  const sign = isFall ? '-' : '';
  const printed = {
    ...{ value: sign + parts.value, valueHigh: valueHigh === null ? null : sign + valueHigh },
    ...{ multiplier, unit, wording: wordingOf(measure, unit, clause, behind) },
    qualifier: qualifier(parts),
  };
  return { start, end, measure, ...printed, readings: readingsOf(measure, printed) };
}

function qualifier({ valueHigh, isOver, clause, behind, unit }: Parts): Qualifier {
  if (valueHigh !== null) return 'range';
  if (isOver) return 'over';
  const found = qualifierOf(clause, behind);
  return unit === 'times' && /more than ?$/.test(clause) ? 'over' : found;
}

const directionBehind = (behind: string): 'up' | 'down' | null => {
  const next =
    /^[ -](?:year-on-year |annual )?(rise|increase|growth|gain|jump|surge|fall|drop|decline|decrease|contraction|slump|higher|lower)(?![a-z])/.exec(
      behind,
    )?.[1];
  if (next === undefined) return null;
  return /fall|drop|decline|decrease|contraction|slump|lower/.test(next) ? 'down' : 'up';
};

function measureOf(unit: string | null, clause: string, behind: string): ReadMeasure {
  if (unit === 'points') return 'points';
  if (unit === 'times') return 'growth';
  if (unit !== 'percent') return 'level';
  const isPart = isOfShare(clause.slice(-30)) || /^ (?:of|share)(?![a-z])/.test(behind);
  return isPart && directionIn(clause.slice(-16)) === null ? 'share' : 'growth';
}

/** Chinese "增长4.5倍" is up by 4.5 times, "增长到4.5倍" to 4.5 times; English "up 4.5 times" has both meanings. */
function wordingOf(
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

function readingsOf(
  measure: ReadMeasure,
  printed: Pick<ReadNumber, 'value' | 'valueHigh' | 'multiplier' | 'wording' | 'qualifier'>,
): readonly PrintReading[] {
  return readPrint({
    ...{ source: '', id: '', period: '_U', comparison: null, status: 'unspecified', publishedAt: '_U' },
    ...{ kind: null, document: '', measure: measure === 'growth' ? 'growth' : 'level', unit: '' },
    ...printed,
  } satisfies Figure);
}

interface WordChange {
  readonly value: string;
  readonly valueHigh?: string;
  readonly wording: Wording;
}

const WORD_CHANGES: readonly (readonly [RegExp, WordChange])[] = [
  [/(?<![a-z])doubl(?:ed|ing)(?![a-z])|翻一?番/g, { value: '2', wording: 'to-times' }],
  [/(?<![a-z])tripl(?:ed|ing)(?![a-z])/g, { value: '3', wording: 'to-times' }],
  [/(?<![a-z])quadrupl(?:ed|ing)(?![a-z])|翻两番/g, { value: '4', wording: 'to-times' }],
  [/(?<![a-z])halv(?:ed|ing)(?![a-z])/g, { value: '0.5', wording: 'to-times' }],
  [
    /(?<![a-z])(?:double|two)-digit(?![a-z])|[两双]位数/g,
    { value: '10', valueHigh: '99', wording: 'percent' },
  ],
];

/** Changes that are told by a word: "doubled", 翻番, "double-digit". */
function changesInWords(plain: string): readonly ReadNumber[] {
  return WORD_CHANGES.flatMap(([pattern, change]) =>
    [...plain.matchAll(pattern)].map(({ 0: word, index }): ReadNumber => {
      const clause = plain.slice(Math.max(0, index - 24), index);
      const { valueHigh = null, ...rest } = change;
      const isFall = valueHigh !== null && directionIn(plain.slice(index, index + 40)) === 'down';
      const printed = {
        ...{ multiplier: '1', unit: change.wording === 'percent' ? 'percent' : 'times', ...rest },
        ...{
          value: isFall ? `-${rest.value}` : rest.value,
          valueHigh: isFall ? `-${String(valueHigh)}` : valueHigh,
        },
        qualifier: valueHigh === null ? qualifierOf(clause, '') : ('range' as const),
      };
      const span = { start: index, end: index + word.length };
      return { ...span, measure: 'growth', ...printed, readings: readingsOf('growth', printed) };
    }),
  );
}
