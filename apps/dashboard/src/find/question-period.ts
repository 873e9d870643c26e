import { normalisePeriod } from '@silkgauge/growth';
import { MONTHS } from '../words/period.ts';

const YEAR = String.raw`((?:19|20)\d{2})`;
const ORDINALS = ['first', 'second', 'third', 'fourth'];
const ZH_DIGITS = '一二三四';
const NAMED_MONTH = `(${MONTHS.map((month) => `${month.slice(0, 3)}(?:${month.slice(3)})?`).join('|')})`;

interface Form {
  readonly form: RegExp;
  readonly codeOf: (...groups: string[]) => string;
}

const two = (number: number): string => String(number).padStart(2, '0');
const monthOf = (name: string): string =>
  two(MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.slice(0, 3).toLowerCase())) + 1);
const ordinalOf = (word: string): number => ORDINALS.indexOf(word.toLowerCase()) + 1;

/** Forms of periods in a question, the more specific ones first. */
const FORMS: readonly Form[] = [
  { form: /\b(\d{4}-\d{2}-\d{2}\/P\w+|\d{4}-(?:S[12]|Q[1-4]|W\d{2}|\d{2}(?:-\d{2})?))\b/i, codeOf: upper },
  form(`${YEAR}年(?:1|一)(?:月)?(?:至|-|到)(1[0-2]|[1-9])月`, (year, to) => `${year}-01-01/P${to}M`),
  form(`${YEAR}年(1[0-2]|[1-9])月`, (year, month) => `${year}-${two(Number(month))}`),
  form(`${YEAR}年(上|下)半年`, (year, half) => `${year}-S${half === '上' ? '1' : '2'}`),
  form(`${YEAR}年第?([一二三四1-4])季度`, (year, quarter) => `${year}-Q${quarterOf(quarter)}`),
  form(`\\bh([12]) ?${YEAR}`, (half, year) => `${year}-S${half}`),
  form(`\\b${YEAR} ?[hs]([12])\\b`, (year, half) => `${year}-S${half}`),
  form(`\\bq([1-4]) ?${YEAR}`, (quarter, year) => `${year}-Q${quarter}`),
  form(`\\b${YEAR} ?q([1-4])\\b`, (year, quarter) => `${year}-Q${quarter}`),
  form(`\\b(first|second) half (?:of )?${YEAR}`, (word, year) => `${year}-S${String(ordinalOf(word))}`),
  form(
    `\\b(first|second|third|fourth) quarter (?:of )?${YEAR}`,
    (word, year) => `${year}-Q${String(ordinalOf(word))}`,
  ),
  form(`\\b${NAMED_MONTH} (?:of )?${YEAR}`, (name, year) => `${year}-${monthOf(name)}`),
  form(`\\b${YEAR} ${NAMED_MONTH}\\b`, (year, name) => `${year}-${monthOf(name)}`),
  form(`(?<!\\d)${YEAR}年?(?!\\d)`, (year) => year),
];

function form(pattern: string, codeOf: Form['codeOf']): Form {
  return { form: new RegExp(pattern, 'i'), codeOf };
}

function upper(code: string): string {
  return code.toUpperCase();
}

function quarterOf(quarter: string): string {
  const at = ZH_DIGITS.indexOf(quarter);
  return at === -1 ? quarter : String(at + 1);
}

export interface PeriodFound {
  /** SDMX code; null: none is named. */
  readonly period: string | null;
  /** The text without the period. */
  readonly rest: string;
}

/** The first period that a text names: `H1 2020`, `June 2021`, `2020年上半年`, or a code. */
export function periodIn(text: string): PeriodFound {
  for (const { form: pattern, codeOf } of FORMS) {
    const found = pattern.exec(text);
    const period = found && normalisePeriod(codeOf(...found.slice(1)));
    if (found && period) {
      const rest = `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`;
      return { period, rest: rest.trim() };
    }
  }
  return { period: null, rest: text };
}
