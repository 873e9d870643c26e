import { splitDocument } from '../state-json.ts';

/** Words that nearly every version has; index `change_words` leaves them out. */
const COMMON: readonly string[] = ['unchecked', 'reported', 'sales'];

/** SQL: the words of `change c`, as {@link wordsOf}. */
const WORDS = 'state_words(c.document)';

/** SQL: the expression of index `change_words`. */
const INDEXED = COMMON.reduce((words, word) => `array_remove(${words}, '${word}')`, WORDS);

/** Whether index `change_words` finds versions with one of these words. */
export const areIndexed = (words: readonly string[]): boolean => !words.some((word) => COMMON.includes(word));

/** SQL: whether `change c` has one of `words`, bound as `parameter`. */
export const wordsCondition = (words: readonly string[], parameter: string): string =>
  areIndexed(words) ? `${INDEXED} <> '{}' and ${INDEXED} && ${parameter}` : `${WORDS} && ${parameter}`;

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
