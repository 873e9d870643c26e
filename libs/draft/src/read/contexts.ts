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

/** Gives the context of a number or a record; what a sentence has is found once. Each kind is asked for in order. */
export function contexts(
  plain: string,
  sentences: readonly Span[],
  found: Found,
): (number: ReadNumber | ReadRecord) => Context {
  const modes = found.named.filter(({ codes }) => codes.some(({ dimension }) => dimension === 'mode'));
  // "Customs warehousing trade" is no total.
  const flows = flowWordsOf(withoutSpans(withoutSpans(plain, found.coverages), modes));
  const respectively = spansOf(/respectively|分别/g, plain);
  const earlierOf = earlierNames(sentences, found.named);
  const unknown = unknownNamesOf(plain, found.named, found.periods);
  const noGrowth = [...unknown, ...ratesOf(plain)].sort((a, b) => a.start - b.start);
  const wordings = spansOf(QUOTED_WORDING, plain);
  const named = found.periods.filter((one) => spansTouching(wordings, one).length === 0);
  const allPeriods = withoutBases(
    plain,
    named.filter(({ isDay }) => !isDay),
  );
  const allDays = named.filter((one) => one.isDay && !COMPARED.test(plain.slice(0, one.start).slice(-12)));
  const one = (sentence: Span) => ({
    sentence,
    periods: spansIn(allPeriods, sentence),
    days: spansIn(allDays, sentence),
    named: spansIn(found.named, sentence),
    coverages: spansIn(found.coverages, sentence),
    unknown: spansIn(unknown, sentence),
    noGrowth: spansIn(noGrowth, sentence),
    flows: spansIn(flows, sentence),
    numbers: spansIn(found.numbers, sentence),
    isRespective: spansIn(respectively, sentence).length > 0,
    earlier: earlierOf(sentence),
  });
  let held: ReturnType<typeof one> | undefined;
  return (number) => {
    const sentence = lastBefore(sentences, number.start + 1) ?? { start: 0, end: plain.length };
    if (held?.sentence !== sentence) held = one(sentence);
    const { periods, named, numbers, earlier } = held;
    const next = number.measure === 'record' ? undefined : numbers[numbers.indexOf(number) + 1];
    const neighbours = {
      start: lastBefore(numbers, number.start)?.end ?? sentence.start,
      // The level of a record may stand right behind it.
      end: next?.start ?? sentence.end,
    };
    const behind = {
      start: number.end,
      end: stopBehind(plain, number.end, neighbours.end, /[,;，；]/),
    };
    const clauseEnd = stopBehind(plain, number.end, neighbours.end, CLAUSE_END);
    const objectEnd = stopBehind(plain, number.end, clauseEnd, OBJECT_END);
    const own = ownPeriod(plain, number, sentence, periods, clauseEnd);
    const period = own ?? lastBefore(allPeriods, sentence.start) ?? null;
    const before = { start: sentence.start, end: number.start };
    return {
      ...{ sentence, earlier, period, isPeriodCarried: !own && period !== null },
      day: ownPeriod(plain, number, sentence, held.days, clauseEnd) ?? null,
      coverages: held.coverages,
      named: [
        [...spansIn(named, { start: neighbours.start, end: number.start }), ...spansIn(named, behind)],
        spansIn(named, before),
        named,
      ],
      flow:
        respectiveFlow(held.flows, numbers, number, held.isRespective) ??
        flowBefore(plain, spansIn(held.flows, { start: sentence.start, end: number.end })) ??
        (number.measure === 'record' ? (held.flows[0]?.flow ?? null) : null),
      isOfUnknown:
        isLast(spansIn(number.measure === 'growth' ? held.noGrowth : held.unknown, before), [
          ...spansIn(named, before).filter(isIndicator),
          ...spansIn(held.flows, before),
        ]) || spansIn(held.unknown, { start: number.end, end: objectEnd }).length > 0,
      comparison: comparisonIn(
        lastClause(plain.slice(Math.max(neighbours.start, number.start - 60), number.start)),
        plain.slice(number.end, Math.min(behind.end, number.end + 80)),
      ),
    };
  };
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
  isRespective: boolean,
): FlowWord['flow'] | null {
  if (!isRespective) return null;
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
