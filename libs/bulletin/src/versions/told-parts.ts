import type { Language } from '@silkgauge/codelists';
import type { Sentence, Telling } from '../bulletin.ts';
import type { NumeralSegment, QuoteSegment } from '../segment.ts';

export const numeralsIn = ({ segments }: Sentence): readonly NumeralSegment[] =>
  segments.filter((segment) => segment.type === 'numeral');

export const sentencesIn = (telling: Telling, language: Language): readonly Sentence[] =>
  telling[language].paragraphs.flatMap(({ sentences }) => sentences);

/** Which number of which state a numeral is, whichever print says it. */
export const placeOf = ({ ref }: NumeralSegment): string => {
  const print = 'printed' in ref ? `${ref.source}#${ref.id}` : '';
  return [ref.key, ref.member, (ref.reading ?? '').replace(print, '')].join(' ');
};

/** What a numeral says: its place, and its number as shown. */
export const contentOf = (numeral: NumeralSegment): string =>
  [placeOf(numeral), numeral.value, numeral.digits, String(numeral.power)].join(' ');

/** The words of a quote, and whose: those of a state that has their number, else those of their event. */
function wordsOf({ source, id, text }: QuoteSegment, sentence: Sentence): string {
  const number = numeralsIn(sentence).find(
    ({ ref }) => 'printed' in ref && ref.source === source && ref.id === id,
  );
  return [...(number ? [number.ref.key] : [source, id]), text].join(' ');
}

/** The numerals and quotes of a sentence, each by what it says. */
export const partsOf = (sentence: Sentence): readonly string[] =>
  sentence.segments.flatMap((segment) => {
    if (segment.type === 'numeral') return [contentOf(segment)];
    return segment.type === 'quote' ? [wordsOf(segment, sentence)] : [];
  });

/** All that makes two tellings differ: what is told, without the versions of states, and what is refused. */
export const comparable = ({ en, zh, refused }: Telling): string =>
  JSON.stringify({ en, zh, refused }, (name, value: unknown) => (name === 'version' ? undefined : value));
