import type { DraftLanguage } from '@silkgauge/contract';
import { lastBefore, spansIn, spansOf, spansTouching, type Span } from '../text/span.ts';
import { plainText } from '../text/plain-text.ts';
import { sentencesOf } from '../text/sentences.ts';
import { flowBefore, flowWordsOf, type FlowWord } from './flows.ts';
import { namesIn, type NamedCode, type NameIndex } from './names.ts';
import { numbersOf, type ReadNumber, type Unread } from './numbers.ts';
import { opinionsOf } from './opinions.ts';
import { periodsOf, type ReadPeriod } from './periods.ts';
import { causesOf, comparingWordsOf, comparisonIn } from './words.ts';

/** What a number is of, as the words around it say. */
export interface Context {
  readonly sentence: Span;
  readonly periods: readonly ReadPeriod[];
  /** Names of its sentence, the nearest first: beside the number, before it, anywhere. */
  readonly named: readonly (readonly NamedCode[])[];
  /** Names in earlier sentences, the nearest of each dimension that its own does not name. */
  readonly earlier: readonly NamedCode[];
  /** Whether its periods stand in an earlier sentence. */
  readonly isPeriodCarried: boolean;
  readonly flow: FlowWord['flow'] | null;
  readonly comparison: 'GY' | 'G1' | null;
}

export interface PlacedNumber extends ReadNumber {
  readonly context: Context;
  readonly isOpinion: boolean;
  readonly isCaused: boolean;
}

/** What a draft says, by rules alone. */
export interface ReadDraft {
  readonly text: string;
  readonly lang: DraftLanguage;
  readonly sentences: readonly Span[];
  readonly numbers: readonly PlacedNumber[];
  readonly unread: readonly Unread[];
  readonly periods: readonly ReadPeriod[];
  /** Words that claim a cause, outside opinions. */
  readonly causes: readonly Span[];
  /** Words that compare, outside opinions. */
  readonly comparisons: readonly Span[];
  readonly opinions: readonly Span[];
}

/**
 * Reads a text in English or Chinese: numbers with units, periods, registered names, causes, comparisons and
 * opinions, each with its place. Takes time in proportion to the text.
 */
export function readDraft(text: string, names: NameIndex, lang?: DraftLanguage): ReadDraft {
  const plain = plainText(text);
  const sentences = sentencesOf(plain);
  const periods = periodsOf(plain);
  const opinions = opinionsOf(plain, sentences);
  const isSaid = (one: Span) => spansTouching(opinions, one).length > 0;
  const causes = causesOf(plain).filter((one) => !isSaid(one));
  const { numbers, unread } = numbersOf(plain, periods);
  const contextOf = contexts(plain, sentences, {
    ...{ periods: periods.filter(({ isDay }) => !isDay), named: namesIn(plain, names), numbers },
  });
  return {
    ...{
      text,
      lang: lang ?? (/[\u4e00-\u9fff]/.test(text) ? 'zh' : 'en'),
      sentences,
      unread,
      periods,
      causes,
      opinions,
    },
    comparisons: comparingWordsOf(plain).filter((one) => !isSaid(one)),
    numbers: numbers.map((number) => {
      const context = contextOf(number);
      const isCaused = spansIn(causes, context.sentence).length > 0;
      return { ...number, context, isOpinion: isSaid(number), isCaused };
    }),
  };
}

interface Found {
  readonly periods: readonly ReadPeriod[];
  readonly named: readonly NamedCode[];
  readonly numbers: readonly ReadNumber[];
}

/** Gives the context of a number; what a sentence has is found once. Numbers are asked for in order. */
function contexts(plain: string, sentences: readonly Span[], found: Found): (number: ReadNumber) => Context {
  const flows = flowWordsOf(plain);
  const respectively = spansOf(/respectively|分别/g, plain);
  const earlierOf = earlierNames(sentences, found.named);
  const one = (sentence: Span) => ({
    sentence,
    periods: spansIn(found.periods, sentence),
    named: spansIn(found.named, sentence),
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
    const own = lastBefore(periods, number.start) ?? periods[0];
    const before = own ?? lastBefore(found.periods, sentence.start);
    const at = numbers.indexOf(number);
    const clauseEnd = numbers[at + 1]?.start ?? sentence.end;
    const clauseStart = numbers[at - 1]?.end ?? sentence.start;
    return {
      ...{ sentence, earlier, isPeriodCarried: !own && before !== undefined },
      named: [
        [
          ...spansIn(named, { start: clauseStart, end: number.start }),
          ...spansIn(named, { start: number.end, end: stopBefore(plain, number.end, clauseEnd) }),
        ],
        spansIn(named, { start: sentence.start, end: number.start }),
        named,
      ],
      periods: before ? [before] : [],
      flow:
        respectiveFlow(held.flows, numbers, number, held.isRespective) ??
        flowBefore(plain, spansIn(held.flows, { start: sentence.start, end: number.start })),
      comparison: comparisonIn(
        plain.slice(Math.max(sentence.start, number.start - 60), Math.min(clauseEnd, number.end + 80)),
      ),
    };
  };
}

/** Where the clause ends that begins at a place. */
function stopBefore(plain: string, from: number, end: number): number {
  const stop = plain.slice(from, end).search(/[,;，；]/);
  return stop < 0 ? end : from + stop;
}

/** "Exports and imports rose 28.7 percent and 24.4 percent respectively": words and numbers go in one order. */
function respectiveFlow(
  flows: readonly FlowWord[],
  numbers: readonly ReadNumber[],
  number: ReadNumber,
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
