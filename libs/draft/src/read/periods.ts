import { normalisePeriod } from '@silkgauge/growth';
import { MONTHS, ORDINALS } from '@silkgauge/words';
import type { Span } from '../text/span.ts';
import { COUNT_FORMS } from './count-units.ts';
import { chineseNumber, englishNumber } from './number-words.ts';

/** A period that a text names. */
export interface ReadPeriod extends Span {
  /** Null where no year is stated. */
  readonly period: string | null;
  /** The code with `YYYY` for the year. */
  readonly form: string;
  /** Whether it is a day, which dates a text rather than its figures. */
  readonly isDay: boolean;
}

/** `this`: the year of the text; `last`: the one before; absent: the year stated before, if any. */
type Year = string | 'this' | 'last' | null;

interface Found extends Span {
  readonly year: Year;
  /** Behind the year: `-S1`, `-03`, `-01-01/P5M`, empty for the year itself. */
  readonly rest: string;
  readonly isDay: boolean;
}

const NAMES = MONTHS.map((name) => name.toLowerCase());
const SHORT = NAMES.map((name) => name.slice(0, 3));
const MONTH = `(?:${NAMES.join('|')}|(?:${SHORT.join('|')}|sept)(?![a-z])\\.?)`;
const YEAR = '(?:19|20)\\d\\d(?!\\d)';
const OF = `(?:,? (?:of |in )?(?:(?<year>${YEAR})|(?<this>this year)|(?<last>last year)|the (?:same )?year))?`;
function numberOf(text: string): number {
  if (/^\d/.test(text)) return Number(text);
  if (!/^[a-z]/.test(text)) return Number(chineseNumber(text));
  return ORDINALS.includes(text) ? ORDINALS.indexOf(text) + 1 : Number(englishNumber(text));
}

const two = (n: number): string => String(n).padStart(2, '0');
const monthOf = (name: string): number => SHORT.indexOf(name.slice(0, 3)) + 1;
const run = (first: number, last: number): string | null =>
  first >= 1 && last <= 12 && first <= last ? `-${two(first)}-01/P${String(last - first + 1)}M` : null;

interface Rule {
  readonly pattern: RegExp;
  /** Behind the year; null where the words are no period. */
  readonly rest: (groups: Groups) => string | null;
  readonly isDay?: boolean;
}

type Groups = Readonly<Record<string, string | undefined>>;

/** The months of the ends of a run, by name or number. */
const endsOf = ({ a, b, m, n }: Groups): readonly [number, number] => [
  a === undefined ? Number(m) : monthOf(a),
  b === undefined ? Number(n) : monthOf(b),
];
const isMonth = (month: number): boolean => month >= 1 && month <= 12;

/** A run of months over two years: `July 2013 to December 2014`. */
function runOfMonths(groups: Groups): string | null {
  const [first, last] = endsOf(groups);
  const months = 12 * (Number(groups['z']) - Number(groups['year'])) + last - first + 1;
  return isMonth(first) && isMonth(last) && months > 0 ? `-${two(first)}-01/P${String(months)}M` : null;
}

/** A run of days: `1 November 2020 to 11 November 2020`. */
function runOfDays(groups: Groups): string | null {
  const { d, e, year, z } = groups;
  const [first, last] = endsOf(groups);
  const from = Date.UTC(Number(year ?? z), first - 1, Number(d));
  const days = (Date.UTC(Number(z), last - 1, Number(e)) - from) / 86_400_000 + 1;
  return isMonth(first) && isMonth(last) && days > 0
    ? `-${two(first)}-${two(Number(d))}/P${String(days)}D`
    : null;
}

const CH_YEAR = `(?:(?<year>${YEAR})年|(?<this>今年|本年)|(?<last>去年|上年))?`;
const rule = (source: string, rest: Rule['rest'], isDay = false): Rule => ({
  pattern: new RegExp(source, 'g'),
  rest,
  isDay,
});

/** Ways to write a period, longer ones first. The first that takes a place keeps it. */
const RULES: readonly Rule[] = [
  rule(
    `(?<![\\d-])(?<year>${YEAR})-(?<code>s[12]|q[1-4]|\\d\\d(?:-\\d\\d(?:/p\\d{1,3}[md])?)?)(?![\\d-])`,
    ({ code }) => `-${(code ?? '').toUpperCase()}`,
  ),
  rule(
    `(?<!\\d|[a-z])(?<d>\\d{1,2}) (?<a>${MONTH})(?: (?<year>${YEAR}))?(?: ?[-–—] ?| to | through )(?<e>\\d{1,2}) (?<b>${MONTH}) (?<z>${YEAR})`,
    (of) => runOfDays(of),
  ),
  rule(
    `(?<year>${YEAR})年(?<m>\\d{1,2})月(?<d>\\d{1,2})日[-–—~至到](?<z>${YEAR})年(?<n>\\d{1,2})月(?<e>\\d{1,2})日`,
    (of) => runOfDays(of),
  ),
  rule(
    `(?<![a-z])(?<a>${MONTH}) (?<year>${YEAR})(?: ?[-–—] ?| to | through )(?<b>${MONTH}) (?<z>${YEAR})`,
    (of) => runOfMonths(of),
  ),
  rule(`(?<year>${YEAR})年(?<m>\\d{1,2})月[-–—~至到](?<z>${YEAR})年(?<n>\\d{1,2})月(?!\\d)`, (of) =>
    runOfMonths(of),
  ),
  rule(`(?<![a-z])(?<a>${MONTH})(?: ?[-–—] ?| to | through )(?<b>${MONTH})${OF}`, ({ a = '', b = '' }) =>
    run(monthOf(a), monthOf(b)),
  ),
  rule(
    `(?<![a-z])(?<a>${MONTH}) (?<d>\\d{1,2})(?!\\d|[.,]\\d{3}| ?(?:percent|%|million|billion))(?:st|nd|rd|th)?(?:,? (?<year>${YEAR}))?`,
    ({ a = '', d = '' }) => `-${two(monthOf(a))}-${two(Number(d))}`,
    true,
  ),
  rule(
    `(?<!\\d|[a-z])(?<d>\\d{1,2}) (?<a>${MONTH})(?: (?<year>${YEAR}))?`,
    ({ a = '', d = '' }) => `-${two(monthOf(a))}-${two(Number(d))}`,
    true,
  ),
  rule(`(?<![a-z])(?<a>${MONTH})(?![a-z])${OF}`, ({ a = '' }) => `-${two(monthOf(a))}`),
  rule(`(?<![a-z])(?<h>first|second)[ -]half(?![a-z])${OF}`, ({ h }) => (h === 'first' ? '-S1' : '-S2')),
  rule(
    `(?<![a-z])first (?<n>two|three|four|five|six|seven|eight|nine|ten|eleven|\\d{1,2}) months(?![a-z])${OF}`,
    ({ n = '' }) => run(1, numberOf(n)),
  ),
  rule(`(?<![a-z])first (?<n>two|three) quarters(?![a-z])${OF}`, ({ n = '' }) => run(1, 3 * numberOf(n))),
  rule(
    `(?<![a-z])(?<n>${ORDINALS.join('|')}) quarter(?![a-z])${OF}`,
    ({ n = '' }) => `-Q${String(numberOf(n))}`,
  ),
  rule(
    `(?<!\\d)(?<year>${YEAR}) (?<code>h[12]|q[1-4])(?![a-z0-9])`,
    ({ code = '' }) => `-${code.toUpperCase().replace('H', 'S')}`,
  ),
  rule(
    `(?<![a-z0-9])(?<code>h[12]|q[1-4])(?![a-z0-9])(?: (?:of )?(?<year>${YEAR}))?`,
    ({ code = '' }) => `-${code.toUpperCase().replace('H', 'S')}`,
  ),
  rule(
    `${CH_YEAR}(?<![\\d.])(?<m>\\d{1,2})月(?<d>\\d{1,2})日`,
    ({ m = '', d = '' }) => `-${two(Number(m))}-${two(Number(d))}`,
    true,
  ),
  rule(`${CH_YEAR}(?<![\\d.])(?<a>\\d{1,2})月?[-–—~至到](?<b>\\d{1,2})月(?:份|底|末)?`, ({ a, b }) =>
    run(Number(a), Number(b)),
  ),
  rule(`${CH_YEAR}(?<h>[上下])半年`, ({ h }) => (h === '上' ? '-S1' : '-S2')),
  rule(`${CH_YEAR}[前首](?<n>[一二两三四五六七八九十]|十一|\\d{1,2})个?月`, ({ n = '' }) =>
    run(1, numberOf(n)),
  ),
  rule(`${CH_YEAR}前(?<n>[二两三])个?季度`, ({ n = '' }) => run(1, 3 * numberOf(n))),
  rule(`${CH_YEAR}第?(?<n>[一二三四1-4])季度`, ({ n = '' }) => `-Q${String(numberOf(n))}`),
  rule(`${CH_YEAR}(?<![\\d.])(?<m>\\d{1,2})月(?!\\d)(?:份|当月)?`, ({ m = '' }) =>
    Number(m) >= 1 && Number(m) <= 12 ? `-${two(Number(m))}` : null,
  ),
  rule(`(?<!\\d)(?<year>${YEAR})年(?:全年|度)?`, () => ''),
  rule('(?<![a-z])(?:(?<this>this year)|(?<last>last year))(?![a-z])', () => ''),
  rule('(?<this>今年)|(?<last>去年)(?!同期)', () => ''),
  rule(
    `(?<![\\d.,$¥€£a-z-])(?<year>${YEAR})(?![\\d.,]*\\d|[a-z%万亿元倍个多余]|${COUNT_FORMS.chinese}| (?:percent|per cent|million|billion|thousand|trillion|yuan|dollars|times))(?:(?<=(?:in|during|since|until) \\d{4})|(?! (?:${COUNT_FORMS.englishOfMany})(?![a-z])))`,
    () => '',
  ),
];

/** The periods of a plain text, in order. */
export function periodsOf(plain: string): readonly ReadPeriod[] {
  const taken = new Uint8Array(plain.length + 1);
  const found = RULES.flatMap(({ pattern, rest, isDay = false }) =>
    [...plain.matchAll(pattern)].flatMap((match): Found[] => {
      const span = { start: match.index, end: match.index + match[0].length };
      const behind = rest(match.groups ?? {});
      if (behind === null || isMay(plain, span, match[0]) || isTaken(taken, span)) return [];
      taken.fill(1, span.start, span.end);
      return [{ ...span, year: yearIn(match.groups ?? {}), rest: behind, isDay }];
    }),
  ).sort((a, b) => a.start - b.start);
  return withYears(found);
}

const isTaken = (taken: Uint8Array, { start, end }: Span): boolean => taken.subarray(start, end).includes(1);

/** "may" and "march" are months where a preposition or a year says so, or where they stand with another month. */
const isMay = (plain: string, { start }: Span, text: string): boolean =>
  (text === 'may' || text === 'march' || text === 'mar') &&
  !/(?:in|of|for|during|from|since|until|by|last|to|and|early|late|mid-?|,) ?$/.test(
    plain.slice(Math.max(0, start - 8), start),
  );

function yearIn(groups: Readonly<Record<string, string | undefined>>): Year {
  const year = groups['year'] ?? groups['z'];
  if (year !== undefined) return year;
  if (groups['this'] !== undefined) return 'this';
  return groups['last'] === undefined ? null : 'last';
}

/** Years that are not stated: "this year" is that of the day that dates the text, others that stated before. */
function withYears(found: readonly Found[]): ReadPeriod[] {
  const dated = found.find(({ isDay, year }) => isDay && isYear(year))?.year ?? null;
  let stated: string | null = null;
  return found.flatMap(({ start, end, year, rest, isDay }): ReadPeriod[] => {
    if (isYear(year)) stated = year;
    const meant = isYear(year) ? year : year === null ? stated : yearOf(year, dated);
    const form = normalisePeriod(`${FORM_YEAR}${rest}`);
    if (form === undefined) return [];
    const period = meant === null ? null : (normalisePeriod(`${meant}${rest}`) ?? null);
    return [{ start, end, period, form: `YYYY${form.slice(4)}`, isDay }];
  });
}

/** A leap year, so that 29 February has a form. */
const FORM_YEAR = '2020';
const isYear = (year: Year): year is string => year !== null && /^\d{4}$/.test(year);
const yearOf = (year: string, dated: string | null): string | null =>
  dated === null ? null : String(Number(dated) - (year === 'last' ? 1 : 0));
