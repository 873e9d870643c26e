import type { Sentence, Telling } from '../bulletin.ts';
import type { NumeralSegment } from '../segment.ts';

export const numeralsIn = ({ segments }: Sentence): readonly NumeralSegment[] =>
  segments.filter((segment) => segment.type === 'numeral');

export const sentencesIn = (telling: Telling, language: 'en' | 'zh'): readonly Sentence[] =>
  telling[language].paragraphs.flatMap(({ sentences }) => sentences);

/** Where a numeral stands: the number of a state, or another print of it. */
export const placeOf = ({ ref }: NumeralSegment): string =>
  [ref.key, ref.member, ref.reading ?? '', ...('printed' in ref ? [ref.source, ref.id] : [])].join(' ');

/** What a numeral says. */
const contentOf = (numeral: NumeralSegment): string =>
  [placeOf(numeral), numeral.value, numeral.digits, String(numeral.power)].join(' ');

/** The numerals and quotes of a sentence, each by what it says. */
export const partsOf = (sentence: Sentence): readonly string[] =>
  sentence.segments.flatMap((segment) => {
    if (segment.type === 'numeral') return [contentOf(segment)];
    return segment.type === 'quote' ? [[segment.source, segment.id, segment.text].join(' ')] : [];
  });

/** All that makes two tellings differ: what is told, without the versions of states, and what is refused. */
export const comparable = ({ en, zh, refused }: Telling): string =>
  JSON.stringify({ en, zh, refused }, (name, value: unknown) => (name === 'version' ? undefined : value));
