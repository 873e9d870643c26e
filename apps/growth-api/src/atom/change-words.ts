import { DIMENSIONS, WORDS, type BothLanguages, type GrowthState } from '@silkgauge/contract';
import { MEASURE_NAMES, type Measurement } from '@silkgauge/growth';
import { CODE_REGISTERS, SIDE_NAMES } from '@silkgauge/known';
import { codeName, UNSAID } from '@silkgauge/words';
import type { Language } from '../table/column.ts';
import type { Change, ChangedNumber, Measured } from './what-changed.ts';

/** Marks between words. */
const MARKS = {
  en: { comma: ', ', colon: ': ', semicolon: '; ', or: ' or ', none: 'no number' },
  zh: { comma: '，', colon: '：', semicolon: '；', or: '或', none: '无数值' },
} as const satisfies Readonly<Record<Language, unknown>>;

/** Title and summary of a change, as plain text. */
export interface ChangeText {
  readonly title: string;
  readonly summary: string;
}

/** What a change altered, in words: the title has the first of it, the summary all. */
export function changeText(state: GrowthState, change: Change, language: Language): ChangeText {
  const { comma, colon, semicolon } = MARKS[language];
  const told = [
    ...change.numbers.map((one) => numberText(one, language)),
    ...change.conflicting.map(
      (one) => `${measuredText(one, language)}${colon}${wordName('verdict', 'conflicts', language)}`,
    ),
    ...change.flags.map((flag) => wordName('flag', flag, language)),
  ];
  const about = `${seriesText(state, language)}${comma}${state.period}`;
  return {
    title: `${about}${colon}${told[0] ?? ''}`,
    summary: `${state.key}${colon}${told.join(semicolon)}`,
  };
}

/** Names of the codes of a series; the currency stands in the unit of its numbers. */
function seriesText({ series }: GrowthState, language: Language): string {
  const names = DIMENSIONS.filter((name) => name !== 'currency' && !UNSAID.has(series[name])).map((name) => {
    const code = series[name];
    return codeName(CODE_REGISTERS[name].get(code), language) ?? code;
  });
  return names.join(MARKS[language].comma);
}

function numberText({ side, was, is, ...measured }: ChangedNumber, language: Language): string {
  const { comma, colon } = MARKS[language];
  // Where the digits stayed, the ends tell what changed.
  const isOfEnds = is !== null && was.value === is.value;
  const [before, now] = [was, is].map((one) => digitsOf(one, isOfEnds, language));
  const what = `${measuredText(measured, language)}${comma}${SIDE_NAMES[side][language]}`;
  return `${what}${colon}${before ?? ''} → ${now ?? ''} ${wordName('unit', (is ?? was).unit, language)}`;
}

/** Digits as they stand in a state; a range by its ends, several readings beside each other. */
function digitsOf(one: Measurement | null, withEnds: boolean, language: Language): string {
  const { none, or } = MARKS[language];
  if (one?.readings)
    return one.readings.map(({ value, low, high }) => figureText({ value, low, high }, withEnds)).join(or);
  if (!one || one.low === null || one.high === null) return one?.value ?? none;
  return figureText({ value: one.value, low: one.low, high: one.high }, withEnds);
}

interface Ends {
  readonly value: string | null;
  readonly low: string;
  readonly high: string;
}

function figureText({ value, low, high }: Ends, withEnds: boolean): string {
  const ends = low === high ? `[${low}]` : `[${low}, ${high})`;
  if (value === null) return ends;
  return withEnds ? `${value} ${ends}` : value;
}

function measuredText({ measure, comparison }: Measured, language: Language): string {
  const names = MEASURE_NAMES as Readonly<Record<string, BothLanguages>>;
  const name = names[measure]?.[language] ?? measure;
  if (measure !== 'growth' || comparison === null) return name;
  return `${name} ${wordName('comparison', comparison, language)}`;
}

/** Name of a word of a register; a period compared with, and units without a name, stand as they are. */
const wordName = (register: keyof typeof WORDS, word: string, language: Language): string =>
  WORDS[register].find(({ code }) => code === word)?.[language] ?? word;
