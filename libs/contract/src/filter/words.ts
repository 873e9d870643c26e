import { Type } from 'typebox';
import { word } from '../shapes/shape.ts';
import { CHANGE_REASONS, FLAGS, VERDICTS } from '@silkgauge/codelists';
import { joinedWords, type OfVersion } from './filter.ts';
import { listOf, oneOf } from './value-readers.ts';

/** Words that nearly every version has; the index of words leaves them out. */
export const COMMON_WORDS: readonly string[] = ['unchecked', 'reported', 'sales'];

/** By words that a version says. No word is of two kinds. */
const byWord = <const Word extends string>(
  words: readonly Word[],
  one: string,
  { about, brief }: { readonly about: string; readonly brief: string },
): OfVersion<readonly Word[]> => ({
  of: 'version',
  ...{ about, brief, schema: joinedWords(words) },
  member: Type.Array(word(words, one), { minItems: 1 }),
  read: listOf(oneOf(words)),
  inOrder: (values) => {
    const known = values.flatMap((value) => words.find((each) => each === value) ?? []);
    return known.length === values.length ? known : null;
  },
  passes: (wanted, said) => wanted.some((each) => said.words.has(each)),
  where: (wanted, { says }) => says(wanted),
  isIndexed: (wanted) => !wanted.some((each) => COMMON_WORDS.includes(each)),
});

export const verdict = byWord(VERDICTS.codes, 'A verdict.', {
  about: 'Only states with one of these verdicts on any side; several by comma.',
  brief: 'agrees, within-rounding, conflicts, not-comparable, unchecked; by comma.',
});

export const flag = byWord(FLAGS.codes, 'A flag.', {
  about:
    'Only states with one of these flags; several by comma. Of months of sales partial-period is worked out for lists of states, and stands on no entry of the log.',
  brief: 'Flags by comma, such as implied-base-differs.',
});

/** Of changes: why the version is. */
export const reason = byWord(CHANGE_REASONS.codes, 'A reason.', {
  about: 'Only versions that are for one of these reasons; several by comma.',
  brief: `${CHANGE_REASONS.codes.join(', ')}; by comma.`,
});
