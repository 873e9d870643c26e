import type { Language } from '@silkgauge/codelists';
import { causalWordsIn } from '@silkgauge/contract';
import { lastBefore, spansIn, spansTouching, withoutSpans, type Span } from '../text/span.ts';
import { plainText } from '../text/plain-text.ts';
import { wholly } from '../text/steps.ts';
import { sentencesOf } from '../text/sentences.ts';
import { contexts, type Context } from './contexts.ts';
import { namesIn, type NameIndex } from './registered-names.ts';
import { numbersOf, type Unread } from './numbers.ts';
import type { ReadNumber } from './read-number.ts';
import { recordsOf, type ReadRecord } from './records.ts';
import { opinionsOf } from './opinions.ts';
import { comparedPeriods } from './own-period.ts';
import { periodsOf, type ReadPeriod } from './periods.ts';
import { printersIn } from './printed-by.ts';
import { comparingWordsOf } from './words.ts';

/** Where something stands that is held against what is known. */
interface Placed {
  readonly context: Context;
  readonly isOpinion: boolean;
  readonly isCaused: boolean;
}
export interface PlacedNumber extends ReadNumber, Placed {}
export interface PlacedRecord extends ReadRecord, Placed {}
/** What is held against what is known. */
export type PlacedClaim = PlacedNumber | PlacedRecord;

/** A word that compares two periods. */
export interface Comparison extends Span {
  readonly sentence: Span;
  readonly periods: readonly [ReadPeriod, ReadPeriod];
}

/** What a draft says, by rules alone. */
export interface ReadDraft {
  readonly text: string;
  readonly lang: Language;
  readonly sentences: readonly Span[];
  readonly numbers: readonly PlacedNumber[];
  /** Claims that a level is the highest or the lowest of all. */
  readonly records: readonly PlacedRecord[];
  readonly unread: readonly Unread[];
  readonly periods: readonly ReadPeriod[];
  /** Words that claim a cause, outside opinions. */
  readonly causes: readonly Span[];
  /** Words that compare two periods, outside opinions; none where one is as long as the other by its words. */
  readonly comparisons: readonly Comparison[];
  readonly opinions: readonly Span[];
}

/**
 * Reads a text in English or Chinese: numbers with units, periods, registered names, causes, comparisons and
 * opinions, each with its place. Takes time in proportion to the text, in steps of some milliseconds.
 */
export function* readingDraft(
  text: string,
  names: NameIndex,
  lang?: Language,
): Generator<void, ReadDraft, void> {
  const plain = plainText(text);
  const sentences = sentencesOf(plain);
  const printers = printersIn(plain);
  const said = withoutSpans(plain, printers);
  const dates = periodsOf(plain);
  // A day dates the text wherever it stands.
  const periods = dates.filter((one) => one.isDay || spansTouching(printers, one).length === 0);
  yield;
  const coverages = namesIn(said, text, names.coverages);
  yield;
  const named = namesIn(said, text, names.codes);
  yield;
  const opinions = opinionsOf(withoutSpans(said, coverages), sentences);
  const isSaid = (one: Span) => spansTouching(opinions, one).length > 0;
  // No figure here has a cause: what brought it about is not counted.
  const causes = causalWordsIn(plain).filter((one) => !isSaid(one));
  yield;
  const { numbers, unread } = numbersOf(plain, dates);
  yield;
  const spans = periods.filter(({ isDay }) => !isDay);
  const contextOf = contexts(plain, sentences, { periods, named, coverages, numbers });
  const placeOf = (one: ReadNumber | ReadRecord): Placed => {
    const context = contextOf(one);
    return { context, isOpinion: isSaid(one), isCaused: spansIn(causes, context.sentence).length > 0 };
  };
  const placed: PlacedNumber[] = [];
  for (const number of numbers) {
    yield;
    placed.push({ ...number, ...placeOf(number) });
  }
  const claimed = recordsOf(plain, sentences, numbers);
  const records: PlacedRecord[] = [];
  for (const record of claimed.records) {
    yield;
    records.push({ ...record, ...placeOf(record) });
  }
  return {
    ...{ text, lang: lang ?? (/[\u4e00-\u9fff]/.test(text) ? 'zh' : 'en') },
    ...{ sentences, periods, causes, opinions, numbers: placed, records },
    unread: [...unread, ...claimed.unread],
    comparisons: comparisonsIn(plain, sentences, spans, isSaid),
  };
}

const comparisonsIn = (
  plain: string,
  sentences: readonly Span[],
  periods: readonly ReadPeriod[],
  isOpinion: (one: Span) => boolean,
): readonly Comparison[] =>
  comparingWordsOf(plain).flatMap((word): readonly Comparison[] => {
    const sentence = isOpinion(word) ? undefined : lastBefore(sentences, word.start + 1);
    const compared = sentence && comparedPeriods(plain, word, sentence, periods);
    return compared ? [{ ...word, sentence, periods: compared }] : [];
  });

/** As {@link readingDraft}, in one go. */
export const readDraft = (text: string, names: NameIndex, lang?: Language): ReadDraft =>
  wholly(readingDraft(text, names, lang));
