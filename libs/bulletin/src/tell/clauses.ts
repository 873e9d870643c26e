import type { Language, Mark } from '@silkgauge/codelists';
import type { QuoteSegment, Segment } from '../segment.ts';
import { listed, mark, NOTHING, say } from '../words/say.ts';
import { periodName } from './names-in-sentences.ts';
import { directionOf, numberSegments, quoted } from './number-text.ts';
import { type ToldNumber } from './numbers.ts';

/** A day, a stretch of days, or a longer period: each has its preposition. */
export function kindOf(period: string): 'day' | 'days' | 'longer' {
  if (/^\d{4}-\d{2}-\d{2}$/.test(period)) return 'day';
  return /\/P\d{1,9}D$/.test(period) ? 'days' : 'longer';
}

/** What a clause is said of: English has a verb for one and for many. */
export type Count = 'one' | 'many';

/** `in the first half of 2020`; nothing for a period that is not stated. */
export const whenOf = (period: string | null, language: Language): readonly Segment[] =>
  period === null || period === '_U'
    ? NOTHING
    : say(language, 'when', { period: [periodName(period, language)], kind: kindOf(period) });

/** As `whenOf`, where a sentence begins. */
export const openingOf = (period: string, language: Language): readonly Segment[] =>
  period === '_U'
    ? NOTHING
    : say(language, 'opening', { period: [periodName(period, language)], kind: kindOf(period) });

/** What growth is compared with; nothing where that is not stated. */
export const againstOf = (comparedWith: string | null, language: Language): readonly Segment[] =>
  comparedWith === null
    ? NOTHING
    : say(language, 'against', { period: [periodName(comparedWith, language)] });

/** As `againstOf`, where no rise or fall follows. */
export const besideOf = (comparedWith: string | null, language: Language): readonly Segment[] =>
  comparedWith === null ? NOTHING : say(language, 'beside', { period: [periodName(comparedWith, language)] });

const STOPS: Readonly<Record<Language, RegExp>> = { en: /[.!?。！？]$/, zh: /[!?。！？]$/ };

/** The stop behind words of an event, unless these end in one. */
export const stopBehind = (quote: QuoteSegment, language: Language): readonly Segment[] =>
  STOPS[language].test(quote.text) ? NOTHING : say(language, 'stop');

/** Numbers of which any may hold. */
export const anyOf = (numbers: readonly ToldNumber[], language: Language): readonly Segment[] =>
  listed(
    language,
    numbers.map((number) => numberSegments({ ...number, quote: null }, language)),
    'comma',
    'or',
  );

/** A number, or several of which any may hold, with the printed words that they are readings of. */
export function withReadings(numbers: readonly ToldNumber[], language: Language): readonly Segment[] {
  const [only, another] = numbers;
  if (!only) return NOTHING;
  if (!another) return numberSegments(only, language);
  const number = anyOf(numbers, language);
  const quote = commonQuote(numbers);
  const readings = mark(language, 'readings');
  const items = quote ? listed(language, [quoted(quote), readings], 'comma') : readings;
  return say(language, 'note', { number, items });
}

/** `was 4.72 billion yuan`. */
export function levelClause(
  numbers: readonly ToldNumber[],
  period: string | null,
  language: Language,
  count: Count = 'one',
): readonly Segment[] {
  const [only, another] = numbers;
  if (!only) return NOTHING;
  const when = whenOf(period, language);
  const was = say(language, 'was', { count });
  const form = only.qualifier === null ? 'plain' : 'qualified';
  if (!another) return say(language, 'level', { number: numberSegments(only, language), when, was, form });
  const told = { was, place: 'level', numbers: anyOf(numbers, language), mark: mark(language, 'readings') };
  return say(language, 'prints', { ...told, when, against: NOTHING });
}

/** `rose 26.2 percent compared with the first half of 2019`. */
export function growthClause(
  numbers: readonly ToldNumber[],
  period: string | null,
  comparedWith: string | null,
  language: Language,
  count: Count = 'one',
  place: 'subject' | 'behind' = 'subject',
): readonly Segment[] {
  const [only, another] = numbers;
  if (!only) return NOTHING;
  const was = say(language, 'was', { count });
  const around = { was, place, when: whenOf(period, language), against: againstOf(comparedWith, language) };
  if (!another) {
    const direction = directionOf(only);
    const number = numberSegments(only, language, direction === 'down');
    const flat =
      comparedWith === null
        ? NOTHING
        : say(language, 'flat-against', { period: [periodName(comparedWith, language)] });
    const beside = besideOf(comparedWith, language);
    return say(language, 'growth', { ...around, flat, beside, direction, number });
  }
  const told = {
    ...around,
    against: besideOf(comparedWith, language),
    numbers: anyOf(numbers, language),
    mark: mark(language, 'readings'),
  };
  const quote = commonQuote(numbers);
  return quote ? say(language, 'readings', { ...told, quote: quoted(quote) }) : say(language, 'prints', told);
}

/** Level and growth in one clause; the period stands with the first of them. */
export function figureClause(
  level: readonly ToldNumber[],
  growth: readonly ToldNumber[],
  period: string | null,
  comparedWith: string | null,
  language: Language,
  count: Count = 'one',
): readonly Segment[] {
  if (level.length === 0) return growthClause(growth, period, comparedWith, language, count);
  const one = levelClause(level, period, language, count);
  if (growth.length === 0) return one;
  return say(language, 'both', {
    level: one,
    growth: growthClause(growth, null, comparedWith, language, count, 'behind'),
  });
}

/** Growth that is open to readings, in a sentence behind that of the level; nothing where the level has none. */
export function readingsBehind(
  level: readonly ToldNumber[],
  growth: readonly ToldNumber[],
  comparedWith: string | null,
  language: Language,
): readonly Segment[] {
  if (level.length === 0 || growth.length < 2) return NOTHING;
  const told = {
    against: besideOf(comparedWith, language),
    numbers: anyOf(growth, language),
    mark: mark(language, 'readings'),
  };
  const quote = commonQuote(growth);
  return quote
    ? say(language, 'readings-behind', { ...told, quote: quoted(quote) })
    : say(language, 'prints-behind', told);
}

/** The printed words that all readings are of. */
function commonQuote(numbers: readonly ToldNumber[]): QuoteSegment | null {
  const quote = numbers[0]?.quote ?? null;
  return quote && numbers.every((one) => one.quote?.id === quote.id && one.quote.source === quote.source)
    ? quote
    : null;
}

/** Marks behind a sentence, each with what it is of where that is not the whole sentence. */
export const notesOf = (
  marks: readonly Mark[],
  language: Language,
  of: Partial<Record<Mark, readonly Segment[]>> = {},
): readonly Segment[] =>
  marks.length === 0
    ? NOTHING
    : say(language, 'notes', {
        items: listed(
          language,
          marks.map((one) => {
            const items = of[one] ?? NOTHING;
            const told = mark(language, one);
            return items.length === 0 ? told : say(language, 'note', { number: told, items });
          }),
          'semicolon',
        ),
      });
