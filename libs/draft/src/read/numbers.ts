import type { DraftReason } from '@silkgauge/contract';
import { isWithin, matchAt, spansOf, spansTouching, type Span } from '../text/span.ts';
import { exactnessOf } from './exactness.ts';
import { VAGUE_AMOUNT } from './number-words.ts';
import { fractionsOf, type Fraction } from './fractions.ts';
import { numeralsOf, type Numeral } from './numerals.ts';
import type { ReadPeriod } from './periods.ts';
import { compoundAt, rangeTo } from './ranges.ts';
import type { ReadNumber } from './read-number.ts';
import { digitReadings, fractionReadings, nearReadings, readingsOf, roundedReadings } from './readings.ts';
import { directionIn, isNegative, signOf, type Sign } from './signs.ts';
import { currencyBefore, unitAt, type ReadUnit } from './units.ts';
import { wordChangesOf, type WordChange } from './word-changes.ts';
import { measureOf, wordingOf } from './words.ts';

/** Digits or words that are no number with a unit, and why. */
export interface Unread extends Span {
  readonly reason: Extract<
    DraftReason,
    'no-unit' | 'name-or-code' | 'too-long' | 'too-many' | 'in-words' | 'record'
  >;
}

interface ReadNumbers {
  readonly numbers: readonly ReadNumber[];
  readonly unread: readonly Unread[];
}

const MOST_DIGITS = 40;
/** Numerals and changes in words that are looked at in one text: each takes some microseconds. */
export const MOST_NUMERALS = 500;
/** Characters before a number that its sign, direction, qualifier and measure are looked for in. */
const BEFORE = 80;
const BEHIND = 24;
/** A note in brackets behind a number, which bulletins have. */
const ROUNDED = /^ ?[(（][^()（）]{0,60}(?:rounded|已取约数)/;
const MOST_NOTE = 80;
const QUALIFIER_INSIDE = /[多余]/y;

/** Numbers of a plain text with their units, and digits that are none. Digits of periods are left to these. */
export function numbersOf(plain: string, periods: readonly ReadPeriod[]): ReadNumbers {
  const numbers: ReadNumber[] = [];
  const vague = spansOf(VAGUE_AMOUNT, plain);
  const unread: Unread[] = vague.map((span) => ({ ...span, reason: 'in-words' }));
  const numerals = numeralsOf(plain).filter((one) => !one.isWord || spansTouching(vague, one).length === 0);
  let looks = 0;
  let behind = 0;
  let sign: Sign | null = null;
  const leave = ({ start, end }: Span, reason: Unread['reason']) => unread.push({ start, end, reason });
  const nextOf = new Map(numerals.map((one, at) => [one, numerals[at + 1]]));
  const inWords = [...wordChangesOf(plain), ...fractionsOf(plain)];
  for (const one of [...numerals, ...inWords].sort((a, b) => a.start - b.start)) {
    const touched = spansTouching(periods, one);
    if (one.start < behind || touched.some((period) => isWithin(one, period))) continue;
    looks += 1;
    if ('wording' in one || 'isChange' in one) {
      if (looks > MOST_NUMERALS) leave(one, 'too-many');
      else numbers.push('wording' in one ? changeInWords(plain, one) : fractionInWords(plain, one));
      behind = one.end;
      continue;
    }
    const reason =
      looks > MOST_NUMERALS ? 'too-many' : touched.length > 0 ? 'name-or-code' : unreadable(plain, one);
    if (reason !== null) {
      if (!one.isWord) leave(one, reason);
      continue;
    }
    const read = readNumber(plain, one, nextOf.get(one), { from: behind, sign });
    if (read) {
      numbers.push(read);
      behind = read.end;
      sign = { isFall: read.value.startsWith('-'), isSigned: read.isSigned };
    } else if (!one.isWord) leave(one, 'no-unit');
  }
  return { numbers, unread };
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

/** What stands before a number: the end and the sign of the number before it. */
interface Before {
  readonly from: number;
  readonly sign: Sign | null;
}

function readNumber(
  plain: string,
  first: Numeral,
  next: Numeral | undefined,
  { from, sign }: Before,
): ReadNumber | null {
  const range = rangeTo(plain, first, next);
  const last = range ?? first;
  const inside = matchAt(QUALIFIER_INSIDE, plain, last.end);
  const whole = unitPast(plain, last.end + (inside ? inside[0].length : 0));
  const compound = range === null ? compoundAt(plain, first, whole, next) : null;
  const { unit, value } = compound ?? { unit: whole, value: first.value };
  const prefix = /百分之$/.test(plain.slice(Math.max(0, first.start - 3), first.start));
  const money = unit.unit === null ? currencyBefore(plain, first.start) : null;
  const isPlain = unit.unit === null && money === null && !prefix;
  if (isPlain && (unit.multiplier === '1' || (first.isWord && unit.multiplier.length < 6))) return null;
  const start = prefix ? first.start - 3 : (money?.start ?? first.start);
  return numberOf({
    ...{ start: signStart(plain, start), end: unit.end, before: sign },
    clause: sameSentence(plain.slice(Math.max(from, start - BEFORE), start)),
    behind: plain.slice(unit.end, unit.end + BEHIND),
    isRounded: ROUNDED.test(plain.slice(unit.end, unit.end + MOST_NOTE)),
    ...{ value, valueHigh: range?.value ?? null, multiplier: unit.multiplier },
    unit: prefix ? 'percent' : (unit.unit ?? money?.unit ?? null),
    isOver: inside !== null || /[万亿][多余]./.test(plain.slice(last.end, unit.end)),
    isNegative: isNegative(plain, start),
  });
}

/** The unit at a place, also where 多 stands between its power of ten and it: 1.2亿多元. */
function unitPast(plain: string, at: number): ReadUnit {
  const unit = unitAt(plain, at);
  if (unit.unit !== null || unit.multiplier === '1' || !/[多余]/.test(plain[unit.end] ?? '')) return unit;
  const later = unitAt(plain, unit.end + 1);
  return later.unit === null || later.multiplier !== '1' ? unit : { ...later, multiplier: unit.multiplier };
}

const signStart = (plain: string, start: number): number =>
  /[-−–+]/.test(plain[start - 1] ?? '') && (isNegative(plain, start) || plain[start - 1] === '+')
    ? start - 1
    : start;

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
  readonly before: Sign | null;
  readonly isOver: boolean;
  readonly isRounded: boolean;
  readonly isNegative: boolean;
}

function numberOf(parts: Parts): ReadNumber {
  const { start, end, clause, behind, valueHigh } = parts;
  const isTenths = parts.unit === 'tenths';
  const unit = isTenths ? 'percent' : parts.unit;
  const multiplier = isTenths ? '10' : parts.multiplier;
  const measure = measureOf(unit, clause, behind);
  const { isFall, isSigned } = parts.isNegative
    ? { isFall: true, isSigned: true }
    : signOf(measure, unit, parts);
  const sign = isFall ? '-' : '';
  const { qualifier, isNear } = exactness(parts);
  const printed = {
    ...{ value: sign + parts.value, valueHigh: valueHigh === null ? null : sign + valueHigh },
    ...{ multiplier, unit, wording: wordingOf(measure, unit, clause, behind), qualifier },
  };
  const isRounded = parts.isRounded && qualifier === 'exact';
  const read = isRounded ? roundedReadings : isNear ? nearReadings : readingsOf;
  return {
    ...{ start, end, measure, ...printed, isNear: isNear || isRounded, isSigned },
    readings: read(measure, printed),
  };
}

function exactness(parts: Parts): Pick<ReadNumber, 'qualifier' | 'isNear'> {
  const { valueHigh, isOver, clause, behind, unit } = parts;
  if (valueHigh !== null) return { qualifier: 'range', isNear: false };
  if (isOver) return { qualifier: 'over', isNear: true };
  const found = exactnessOf(clause, behind);
  return unit === 'times' && found.qualifier === 'exact' && /(?<!no )more than ?$/.test(clause)
    ? { qualifier: 'over', isNear: false }
    : found;
}

function changeInWords(plain: string, { start, end, value, valueHigh, wording }: WordChange): ReadNumber {
  const isRange = valueHigh !== null;
  const direction = isRange ? directionAround(plain, start) : 'up';
  const isFall = direction === 'down';
  const sign = isFall && value !== '0' ? '-' : '';
  const { qualifier, isNear } = exactnessOf(plain.slice(Math.max(0, start - 24), start), '');
  const printed = {
    ...{ value: sign + value, valueHigh: isRange ? (isFall ? '-' : '') + valueHigh : null, wording },
    ...{ multiplier: '1', unit: wording === 'percent' ? 'percent' : 'times' },
    qualifier: isRange ? ('range' as const) : qualifier,
  };
  const isOwn = isNear && !isRange;
  return {
    ...{ start, end, measure: 'growth', ...printed },
    ...{ isNear: isOwn, isSigned: direction !== null },
    readings: isRange
      ? digitReadings(value, isFall)
      : (isOwn ? nearReadings : readingsOf)('growth', { ...printed, value: withTenth(printed.value) }),
  };
}

/** Who writes "doubled" does not mean half as much again. */
const withTenth = (value: string): string => (value.includes('.') ? value : `${value}.0`);

/** The direction of "double-digit growth", or else of "fell at a double-digit rate". */
function directionAround(plain: string, start: number): 'up' | 'down' | null {
  const [behind = ''] = plain.slice(start, start + 40).split(CLAUSE);
  return (
    directionIn(behind) ??
    directionIn(
      plain
        .slice(Math.max(0, start - 40), start)
        .split(CLAUSE)
        .at(-1) ?? '',
    )
  );
}

const CLAUSE = /[,;.，；。]/;

function fractionInWords(plain: string, { start, end, value, isChange }: Fraction): ReadNumber {
  const clause = sameSentence(plain.slice(Math.max(0, start - BEFORE), start));
  const isFall = isChange && directionIn(clause) === 'down';
  const { qualifier, isNear } = exactnessOf(clause, '');
  const measure = isChange ? 'growth' : 'share';
  const printed = {
    ...{ value: isFall ? `-${value}` : value, valueHigh: null, multiplier: '1', unit: 'percent', qualifier },
    wording: isChange ? ('percent' as const) : null,
  };
  const isFar = !isNear && (qualifier === 'over' || qualifier === 'under');
  return {
    ...{ start, end, measure, ...printed, isNear: !isFar },
    isSigned: !isChange || directionIn(clause) !== null,
    readings: isFar ? readingsOf(measure, printed) : fractionReadings(measure, printed, isNear),
  };
}
