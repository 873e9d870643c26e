import { COMMON_WORDS, type Filtered, type OwnedSeries, type Said } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { figuresJson, splitDocument } from '../state-json.ts';

/** SQL: the document of `change c` as far as it is of the present. */
export const TEXT = `split_part(c.document, ',"change":{', 1)`;

/** SQL: the words of `change c`, as {@link wordsOf}. */
const WORDS = 'c.words';

const withoutCommon = (words: string): string =>
  COMMON_WORDS.reduce((rest, word) => `array_remove(${rest}, '${word}')`, words);

/** SQL: the expression of index `change_words`. */
const INDEXED = withoutCommon(WORDS);

/** SQL: whether `change c` has one of `words`, bound as `parameter`. */
export const wordsCondition = (words: readonly string[], parameter: string): string =>
  words.every((word) => !COMMON_WORDS.includes(word))
    ? `${INDEXED} <> '{}' and ${INDEXED} && ${parameter}`
    : `${WORDS} && ${parameter}`;

/** Verdicts of all sides, flags, and the reason of a version, from its document. No word is of two kinds. */
export function wordsOf(document: string): ReadonlySet<string> {
  const { said, change } = splitDocument(document);
  const words = new Set<string>();
  for (const [, verdict = ''] of said.matchAll(/"verdict":"([^"]*)"/g)) words.add(verdict);
  const flags = /"flags":\[([^\]]*)\]/.exec(said)?.[1] ?? '';
  for (const [, flag = ''] of flags.matchAll(/"([^"]*)"/g)) words.add(flag);
  const reason = /^,"change":\{"reason":"([^"]*)"/.exec(change)?.[1];
  if (reason !== undefined) words.add(reason);
  return words;
}

/**
 * What follows the table in the definition of index `change_words`. Common words are left out, so that months of sales
 * have no entries.
 */
export const WORDS_INDEX = `using gin ((${withoutCommon('words')})) where ${withoutCommon('words')} <> '{}'`;

/** What a version is of, without its document. */
interface OfVersion extends OwnedSeries {
  readonly period: string;
}

/**
 * A version of a state as filters compare it. `read` gives its document, or a text that contains it, whenever a
 * filter first asks for words and where one asks for the text: nothing here keeps the document.
 */
export function filteredVersion({ series, domain, period }: OfVersion, read: () => string): Filtered {
  let words: ReadonlySet<string> | undefined;
  const said: Said = {
    get words() {
      return (words ??= wordsOf(read()));
    },
    get text() {
      return figuresJson(read());
    },
  };
  return { series, domain, period, bounds: periodBounds(period), said };
}
