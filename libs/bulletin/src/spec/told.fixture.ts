import type { Mark } from '@silkgauge/codelists';
import type { Sentence, Telling } from '../bulletin.ts';
import type { NumeralSegment, Segment } from '../segment.ts';

export const sentencesOf = (telling: Telling, language: 'en' | 'zh'): readonly Sentence[] =>
  telling[language].paragraphs.flatMap(({ sentences }) => sentences);

export function sentence(telling: Telling, language: 'en' | 'zh', id: string): Sentence {
  const found = sentencesOf(telling, language).find((one) => one.id === id);
  if (!found) throw new Error(`Not told: ${id}, but ${JSON.stringify(telling.refused)}`);
  return found;
}

export const numerals = ({ segments }: Sentence): readonly NumeralSegment[] =>
  segments.filter((segment) => segment.type === 'numeral');

export const marks = ({ segments }: Sentence): readonly Mark[] => [
  ...new Set(segments.flatMap((segment) => (segment.type === 'mark' ? [segment.mark] : []))),
];

/** Segments of one type. */
export const ofType = <Type extends Segment['type']>(
  { segments }: Sentence,
  type: Type,
): readonly Extract<Segment, { type: Type }>[] =>
  segments.filter((one): one is Extract<Segment, { type: Type }> => one.type === type);

/** The sentence `one` in English and Chinese. */
export const texts = (telling: Telling): readonly string[] =>
  (['en', 'zh'] as const).map((language) => sentence(telling, language, 'one').text);

/** The marks of the sentence `one`. */
export const marksOf = (telling: Telling): readonly Mark[] => marks(sentence(telling, 'en', 'one'));
