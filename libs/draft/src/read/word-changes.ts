import type { Wording } from '@silkgauge/codelists';
import type { Span } from '../text/span.ts';

/** A change that is told by a word: "doubled", 翻番, "double-digit". */
export interface WordChange extends Span {
  readonly value: string;
  readonly valueHigh: string | null;
  readonly wording: Wording;
}

type Change = Omit<WordChange, keyof Span>;

const to = (value: string): Change => ({ value, valueHigh: null, wording: 'to-times' });
const fold = (value: string): Change => ({ value, valueHigh: null, wording: 'fold' });

const CHANGES: readonly (readonly [RegExp, Change])[] = [
  [/(?<![a-z])doubl(?:ed|ing)(?![a-z])|翻了?一?番/g, to('2')],
  [/(?<![a-z])tripl(?:ed|ing)(?![a-z])/g, to('3')],
  [/(?<![a-z])quadrupl(?:ed|ing)(?![a-z])|翻了?两番/g, to('4')],
  [/翻了?三番/g, to('8')],
  [
    /(?<![a-z])halv(?:ed|ing)(?![a-z])|减半|腰斩|(?:减少|下降|下跌|缩水)了?一半/g,
    { value: '0.5', valueHigh: null, wording: 'to-times' },
  ],
  [/(?<![a-z])twofold(?![a-z])/g, fold('2')],
  [/(?<![a-z])threefold(?![a-z])/g, fold('3')],
  [/(?<![a-z])fourfold(?![a-z])/g, fold('4')],
  [/(?<![a-z])fivefold(?![a-z])/g, fold('5')],
  [/(?<![a-z])tenfold(?![a-z])/g, fold('10')],
  [
    /(?<![a-z])(?:double|two)-digit(?![a-z])|[两双]位数/g,
    { value: '10', valueHigh: '99', wording: 'percent' },
  ],
  [/(?<![a-z])single-digit(?![a-z])|个位数/g, { value: '0', valueHigh: '9', wording: 'percent' }],
];

/** Changes that words of a plain text tell, in order. */
export const wordChangesOf = (plain: string): readonly WordChange[] =>
  CHANGES.flatMap(([pattern, change]) =>
    [...plain.matchAll(pattern)].map(({ 0: word, index }) => ({
      ...{ start: index, end: index + word.length },
      ...change,
    })),
  ).sort((a, b) => a.start - b.start);
