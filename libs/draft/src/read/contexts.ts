import { lastBefore, spansIn, spansOf, spansTouching, withoutSpans, type Span } from '../text/span.ts';
import { flowBefore, flowWordsOf, type FlowWord } from './flows.ts';
import type { NamedCode } from './registered-names.ts';
import type { ReadNumber } from './read-number.ts';
import type { ReadRecord } from './records.ts';
import { ownPeriod, withoutBases } from './own-period.ts';
import type { ReadPeriod } from './periods.ts';
import { ratesOf, unknownNamesOf } from './unknown-names.ts';
import { comparisonIn } from './words.ts';

/** What a number is of, as the words around it say. */
export interface Context {
  readonly sentence: Span;
  readonly period: ReadPeriod | null;
  /** Names of its sentence, the nearest first: beside the number, before it, anywhere. */
  readonly named: readonly (readonly NamedCode[])[];
  /** Coverages that its sentence names. */
  readonly coverages: readonly NamedCode[];
  /** Names in earlier sentences, the nearest of each dimension that its own does not name. */
  readonly earlier: readonly NamedCode[];
  /** Whether its period stands in an earlier sentence. */
  readonly isPeriodCarried: boolean;
  /** The day that its sentence names, if any. */
  readonly day: ReadPeriod | null;
  readonly flow: FlowWord['flow'] | null;
  /** Whether it is of an indicator, a place or a product that no register has. */
  readonly isOfUnknown: boolean;
  readonly comparison: 'GY' | 'G1' | null;
}

interface Found {
  readonly periods: readonly ReadPeriod[];
  readonly named: readonly NamedCode[];
  readonly coverages: readonly NamedCode[];
  readonly numbers: readonly ReadNumber[];
}

/** The words that say what numbers are of; each kind in order. */
interface Words extends Found {
  readonly days: readonly ReadPeriod[];
  /** Names of indicators, places and products that no register has. */
  readonly unknown: readonly Span[];
  /** These, and rates that are no growth. */
  readonly noGrowth: readonly Span[];
  readonly flows: readonly FlowWord[];
  readonly respectively: readonly Span[];
}

interface SentenceWords extends Words {
  readonly sentence: Span;
  readonly earlier: readonly NamedCode[];
}

/** Gives the context of a number or a record; what a sentence has is found once. Each kind is asked for in order. */
export function contexts(
  plain: string,
  sentences: readonly Span[],
  found: Found,
): (number: ReadNumber | ReadRecord) => Context {
  const words = wordsOf(plain, found);
  const earlierOf = earlierNames(sentences, found.named);
  let held: SentenceWords | undefined;
  return (number) => {
    const sentence = lastBefore(sentences, number.start + 1) ?? { start: 0, end: plain.length };
    if (held?.sentence !== sentence)
      held = { ...wordsIn(words, sentence), sentence, earlier: earlierOf(sentence) };
    return contextOf(plain, number, held, words.periods);
  };
}

function wordsOf(plain: string, { periods, named, coverages, numbers }: Found): Words {
  const modes = named.filter(({ codes }) => codes.some(({ dimension }) => dimension === 'mode'));
  const unknown = unknownNamesOf(plain, named, periods);
  const wordings = spansOf(QUOTED_WORDING, plain);
  const unquoted = periods.filter((one) => spansTouching(wordings, one).length === 0);
  return {
    named,
    coverages,
    numbers,
    periods: withoutBases(
      plain,
      unquoted.filter(({ isDay }) => !isDay),
    ),
    days: unquoted.filter((one) => one.isDay && !COMPARED.test(plain.slice(0, one.start).slice(-12))),
    unknown,
    noGrowth: [...unknown, ...ratesOf(plain)].sort((a, b) => a.start - b.start),
    // "Customs warehousing trade" is no total.
    flows: flowWordsOf(withoutSpans(withoutSpans(plain, coverages), modes)),
    respectively: spansOf(/respectively|分别/g, plain),
  };
}

const wordsIn = (words: Words, sentence: Span): Words => ({
  periods: spansIn(words.periods, sentence),
  days: spansIn(words.days, sentence),
  named: spansIn(words.named, sentence),
  coverages: spansIn(words.coverages, sentence),
  unknown: spansIn(words.unknown, sentence),
  noGrowth: spansIn(words.noGrowth, sentence),
  flows: spansIn(words.flows, sentence),
  numbers: spansIn(words.numbers, sentence),
  respectively: spansIn(words.respectively, sentence),
});

/** The context by the words of the sentence; the last of all periods before it where it has none of its own. */
function contextOf(
  plain: string,
  number: ReadNumber | ReadRecord,
  words: SentenceWords,
  allPeriods: readonly ReadPeriod[],
): Context {
  const { sentence, earlier, named, coverages } = words;
  const { neighbours, behind, clauseEnd } = surroundings(plain, number, words);
  const own = ownPeriod(plain, number, sentence, words.periods, clauseEnd);
  const period = own ?? lastBefore(allPeriods, sentence.start) ?? null;
  return {
    ...{ sentence, earlier, coverages, period, isPeriodCarried: !own && period !== null },
    day: ownPeriod(plain, number, sentence, words.days, clauseEnd) ?? null,
    named: [
      [...spansIn(named, { start: neighbours.start, end: number.start }), ...spansIn(named, behind)],
      spansIn(named, { start: sentence.start, end: number.start }),
      named,
    ],
    flow: flowOf(plain, number, words),
    isOfUnknown: isOfUnknown(plain, number, words, clauseEnd),
    comparison: comparisonIn(
      lastClause(plain.slice(Math.max(neighbours.start, number.start - 60), number.start)),
      plain.slice(number.end, Math.min(behind.end, number.end + 80)),
    ),
  };
}

/** What stands between the numbers before and behind, and how far the number's own words reach. */
function surroundings(
  plain: string,
  number: ReadNumber | ReadRecord,
  { sentence, numbers }: SentenceWords,
): { readonly neighbours: Span; readonly behind: Span; readonly clauseEnd: number } {
  const next = number.measure === 'record' ? undefined : numbers[numbers.indexOf(number) + 1];
  const neighbours = {
    start: lastBefore(numbers, number.start)?.end ?? sentence.start,
    // The level of a record may stand right behind it.
    end: next?.start ?? sentence.end,
  };
  return {
    neighbours,
    behind: { start: number.end, end: stopBehind(plain, number.end, neighbours.end, /[,;，；]/) },
    clauseEnd: stopBehind(plain, number.end, neighbours.end, CLAUSE_END),
  };
}

function flowOf(
  plain: string,
  number: ReadNumber | ReadRecord,
  { sentence, flows, numbers, respectively }: SentenceWords,
): FlowWord['flow'] | null {
  return (
    (respectively.length > 0 ? respectiveFlow(flows, numbers, number) : null) ??
    flowBefore(plain, spansIn(flows, { start: sentence.start, end: number.end })) ??
    (number.measure === 'record' ? (flows[0]?.flow ?? null) : null)
  );
}

function isOfUnknown(
  plain: string,
  { measure, start, end }: ReadNumber | ReadRecord,
  { sentence, named, flows, unknown, noGrowth }: SentenceWords,
  clauseEnd: number,
): boolean {
  const before = { start: sentence.start, end: start };
  const known = [...spansIn(named, before).filter(isIndicator), ...spansIn(flows, before)];
  if (isLast(spansIn(measure === 'growth' ? noGrowth : unknown, before), known)) return true;
  return spansIn(unknown, { start: end, end: stopBehind(plain, end, clauseEnd, OBJECT_END) }).length > 0;
}

/** The words of a source in brackets behind its number: what they name is its own matter. */
const QUOTED_WORDING = /[(（](?:原文)?“[^”]{1,400}”[)）]/g;
const COMPARED = /(?:with|than|against|versus|[比较]) ?$/;
const CLAUSE_END = /[,;，；、]|(?<![a-z])(?:and|but|while|whereas)(?![a-z])|而/;
const OBJECT_END =
  /(?<![a-z])(?:as|because|thanks|due|amid|despite|after|when|driven|helped|(?<!(?:year|month|quarter)[ -])on)(?![a-z])/;

const lastClause = (before: string): string => before.split(/[,;，；]/).at(-1) ?? '';

const isIndicator = ({ codes }: NamedCode): boolean =>
  codes.some(({ dimension }) => dimension === 'indicator');

/**
 * Whether the last thing that is measured, before a number, has no code. What stands right behind a product, as
 * 跨境电商 behind 服装, is what the product is measured by.
 */
const isLast = (unknown: readonly Span[], known: readonly Span[]): boolean => {
  const last = unknown.at(-1);
  return last !== undefined && known.every(({ start }) => start <= last.end);
};

/** Where the clause ends that begins at a place. */
function stopBehind(plain: string, from: number, end: number, stops: RegExp): number {
  const stop = plain.slice(from, end).search(stops);
  return stop < 0 ? end : from + stop;
}

/** "Exports and imports rose 28.7 percent and 24.4 percent respectively": words and numbers go in one order. */
function respectiveFlow(
  flows: readonly FlowWord[],
  numbers: readonly Span[],
  number: Span,
): FlowWord['flow'] | null {
  const last = lastBefore(flows, number.start);
  if (!last) return null;
  const following = numbers.filter(({ start }) => start > last.start);
  const before = flows.slice(0, flows.indexOf(last) + 1).slice(-following.length);
  return before.length === following.length ? (before[following.indexOf(number)]?.flow ?? null) : null;
}

/** The nearest names of reporters and places before a sentence. */
function earlierNames(
  sentences: readonly Span[],
  named: readonly NamedCode[],
): (sentence: Span) => readonly NamedCode[] {
  const earlier = new Map<Span, readonly NamedCode[]>();
  let last: readonly NamedCode[] = [];
  for (const sentence of sentences) {
    earlier.set(sentence, last);
    const own = spansIn(named, sentence).filter(({ codes }) =>
      codes.some(
        ({ dimension }) => dimension === 'reporter' || dimension === 'area' || dimension === 'indicator',
      ),
    );
    if (own.length === 0) continue;
    const has = new Set(own.flatMap(({ codes }) => codes.map(({ dimension }) => dimension)));
    last = [...last.filter(({ codes }) => !codes.some(({ dimension }) => has.has(dimension))), ...own];
  }
  return (sentence) => earlier.get(sentence) ?? [];
}
