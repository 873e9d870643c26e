import { type Language, MEASURES, SIDES, type BothNames } from '@silkgauge/codelists';
import { DIMENSIONS, WORDS, type GrowthState } from '@silkgauge/contract';
import { type Measurement } from '@silkgauge/growth';
import { CODE_REGISTERS, originOfPrint } from '@silkgauge/known';
import { chainOf, codeName, printParts, UNSAID } from '@silkgauge/words';
import type { Change, ChangedNumber, Measured } from './what-changed.ts';

/** Marks and words between what a change tells. */
const MARKS = {
  en: {
    ...{ comma: ', ', colon: ': ', semicolon: '; ', open: ' (', close: ')', or: ' or ', none: 'no number' },
    ...{ before: 'before: ', now: 'now: ', printed: (publisher: string) => `, as printed by ${publisher}` },
  },
  zh: {
    ...{ comma: '，', colon: '：', semicolon: '；', open: '（', close: '）', or: '或', none: '无数值' },
    ...{ before: '此前：', now: '现为：', printed: (publisher: string) => `（${publisher}刊载）` },
  },
} as const satisfies Readonly<Record<Language, unknown>>;

/** Title and summary of a change, as plain text. */
export interface ChangeText {
  readonly title: string;
  readonly summary: string;
}

/** What a change altered, in words: the title has the first of it, the summary all. */
export function changeText(state: GrowthState, change: Change, language: Language): ChangeText {
  const { comma, colon, semicolon } = MARKS[language];
  const numbers = change.numbers.map((one) => ({
    text: numberText(one, language),
    ...{ printer: printerText(one, state.key, language), chains: chainsText(one, state.key, language) },
  }));
  const others = [
    ...change.conflicting.map(
      (one) => `${measuredText(one, language)}${colon}${wordName('verdict', 'conflicts', language)}`,
    ),
    ...change.flags.map((flag) => wordName('flag', flag, language)),
  ];
  const about = `${seriesText(state, language)}${comma}${state.period}`;
  const [first] = numbers;
  return {
    title: `${about}${colon}${first ? first.text + first.printer : (others[0] ?? '')}`,
    summary: `${state.key}${colon}${[...numbers.map(({ text, chains }) => text + chains), ...others].join(semicolon)}`,
  };
}

/** Who says both numbers: the chain of each print, of one print once; nothing where nobody printed them. */
function chainsText({ was, is }: ChangedNumber, key: string, language: Language): string {
  const { before, now, semicolon, open, close } = MARKS[language];
  const [first, second] = [was, is].map((one) =>
    one?.from ? chainOf(originOfPrint(key, one.from))[language] : null,
  );
  const told =
    first === second
      ? [first ?? '']
      : [...(first ? [`${before}${first}`] : []), ...(second ? [`${now}${second}`] : [])];
  const text = told.join(semicolon);
  return text === '' ? '' : `${open}${text}${close}`;
}

/** Who printed the number that stands, where that is not the body; kind and day are in the summary. */
function printerText({ is }: ChangedNumber, key: string, language: Language): string {
  const parts = is?.from ? printParts(originOfPrint(key, is.from), language) : [];
  const publisher = parts.find(({ of }) => of === 'publisher');
  return publisher ? MARKS[language].printed(publisher.text) : '';
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
  const what = `${measuredText(measured, language)}${comma}${SIDES.entries[side][language]}`;
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
  const names = MEASURES.entries as Readonly<Record<string, BothNames>>;
  const name = names[measure]?.[language] ?? measure;
  if (measure !== 'growth' || comparison === null) return name;
  return `${name} ${wordName('comparison', comparison, language)}`;
}

/** Name of a word of a register; a period compared with, and units without a name, stand as they are. */
const wordName = (register: keyof typeof WORDS, word: string, language: Language): string =>
  WORDS[register].find(({ code }) => code === word)?.[language] ?? word;
