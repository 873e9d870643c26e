import { ACTUAL_SIDES, type ActualSide, type Mark, type Side } from '@silkgauge/codelists';
import { compareDecimals, type FigureIdentity, type Measurement, type Sides } from '@silkgauge/growth';
import { cut, type PrintedInput } from '../number/cut.ts';
import { plainValue } from '../number/plain-value.ts';
import {
  isRate,
  powerOfTen,
  printedScaled,
  scaledOf,
  type Chain,
  type Origin,
  type Scaled,
  type Writable,
} from '@silkgauge/words';
import type { QuoteSegment, Ref } from '../segment.ts';
import type { Evidence, EvidencePrint, ToldState } from '../world.ts';
import { inputsOf } from './inputs.ts';

/** A numeral before it is written in a language. */
export interface Numeral extends Writable {
  readonly value: string;
  readonly unit: string;
  readonly isRounded: boolean;
  readonly ref: Ref;
}

/** A number as it is told: a point, two ends, or both. */
export interface ToldNumber {
  readonly point: Numeral | null;
  readonly ends: readonly [low: Numeral, high: Numeral] | null;
  readonly qualifier: 'over' | 'under' | 'about' | 'range' | null;
  /** Told behind the number. */
  readonly marks: readonly Mark[];
  /** The printed words of a multiple. */
  readonly quote: QuoteSegment | null;
  /** The event that settled its wording. */
  readonly settledBy: FigureIdentity | null;
  readonly low: string | null;
  readonly high: string | null;
  /** The prints that it is, or was worked out of; none where these are not known. */
  readonly prints: readonly PrintOrigin[];
}

/** Who printed a number, and when. */
export type PrintOrigin = Omit<Origin, 'reporter'>;

/** Whether a side has a number or readings of one. */
export const hasNumber = (side: Measurement | undefined): side is Measurement =>
  side !== undefined && (side.value !== null || side.low !== null || (side.readings?.length ?? 0) > 0);

/** The actual that is told first: what was printed, else computed, else implied. */
export const actualOf = (sides: Sides | undefined): ActualSide | undefined =>
  ACTUAL_SIDES.codes.find((side) => hasNumber(sides?.[side]));

/** Whether it is a number that somebody printed, not one that was worked out. */
export const isPrinted = ({ point, ends }: ToldNumber): boolean =>
  [point, ...(ends ?? [])].some((numeral) => numeral !== null && 'printed' in numeral.ref);

export const sidesAt = ({ level, growth, other }: ToldState, figure: string): Sides | undefined => {
  if (figure === 'level') return level;
  const dot = figure.indexOf('.');
  const name = figure.slice(dot + 1);
  return figure.startsWith('growth.') ? growth[name] : (other as Readonly<Record<string, Sides>>)[name];
};

/** The numbers of a side of a state: one, or one for each reading. */
export function numbersOf(
  state: ToldState,
  figure: string,
  side: Side,
  evidence: Evidence | undefined,
): readonly ToldNumber[] {
  const measurement = sidesAt(state, figure)?.[side];
  if (!hasNumber(measurement)) return [];
  const at: At = { state, member: `${figure}.${side}`, evidence };
  if (measurement.readings)
    return measurement.readings.map((reading) =>
      numberOf({ ...measurement, ...reading }, at, reading.reading, side),
    );
  return [numberOf(measurement, at, null, side)];
}

/** A member of a state, and what its numbers rest on. */
export interface At {
  readonly state: ToldState;
  readonly member: string;
  readonly evidence: Evidence | undefined;
}

function numberOf(told: Measurement, at: At, reading: string | null, side: Side): ToldNumber {
  const { low, high, printed, from } = told;
  const status = statusMarks(told);
  const isPrint = side === 'reported' || side === 'forecast';
  if (!isPrint || (!printed && told.formula !== 'reported@1'))
    return workedNumber(told, at, reading, side, inputsOf(at, reading));
  const print = printOf(at, reading, from);
  const settledBy = told.settledBy?.[0] ?? null;
  return {
    ...printedNumber(told, printed, print, at, reading),
    ...{ low, high, settledBy, prints: print ? [originOf(print)] : [] },
    marks: settledBy ? [...status, 'settled'] : status,
  };
}

const statusMarks = ({ status }: Pick<Measurement, 'status'>): readonly Mark[] =>
  status === 'P' ? ['preliminary'] : status === 'R' ? ['revised'] : [];

/** A number that was worked out of prints, cut to what they say. */
export function workedNumber(
  told: Pick<Measurement, 'value' | 'low' | 'high' | 'unit' | 'status' | 'formula'>,
  at: At,
  reading: string | null,
  side: Side,
  inputs: readonly PrintedInput[],
): ToldNumber {
  const { value, low, high, formula } = told;
  const ref: Ref = {
    ...base(at, reading),
    formula,
    inputs: inputs.map(({ source, id }) => ({ source, id })),
  };
  const found = cut(told, inputs);
  const numeral = (shown: Scaled, exact: string | null, end = ''): Numeral =>
    workedNumeral(told, shown, found.isRounded, exact ?? '', { ...ref, member: at.member + end });
  const kind: readonly Mark[] = side === 'computed' || side === 'implied' ? [side] : [];
  return {
    ...{ low, high, qualifier: null, quote: null, settledBy: null },
    point: found.point && numeral(found.point, value),
    ends: found.ends && [numeral(found.ends[0], low, '.low'), numeral(found.ends[1], high, '.high')],
    prints: inputs.flatMap(({ source, id }) => {
      const print = at.evidence?.prints.find((one) => one.source === source && one.id === id);
      return print ? [originOf(print)] : [];
    }),
    marks: [...statusMarks(told), ...kind, ...(found.isRounded ? (['rounded'] as const) : [])],
  };
}

/** The members of a ref that say where a number stands. */
export const base = ({ state, member }: At, reading: string | null) => ({
  key: state.key,
  version: state.version,
  member,
  reading,
});

function workedNumeral(
  { unit }: Pick<Measurement, 'unit'>,
  shown: Scaled,
  isRounded: boolean,
  value: string,
  ref: Ref,
): Numeral {
  const isFull = isRate(unit) || shown.exponent <= 0;
  return { value, shown, isFull, own: null, unit, isRounded, ref };
}

type Printed = NonNullable<Measurement['printed']>;
type PrintWords = FigureIdentity & {
  readonly document: string;
  readonly publishedAt: string;
  readonly kind?: Origin['kind'];
  readonly publisher?: Origin['publisher'];
  readonly quote: string | null;
  readonly language?: string;
  readonly chain?: Chain;
};

function printOf(
  { evidence }: At,
  reading: string | null,
  from: Measurement['from'],
): (PrintWords & Pick<EvidencePrint, 'printed'>) | undefined {
  const name = from ? `${from.source}#${from.id}` : (reading ?? '').split(' ')[0];
  const found = evidence?.prints.find(({ source, id }) => `${source}#${id}` === name);
  if (found) return { ...found, document: found.document ?? from?.document ?? '' };
  return from && { ...from, quote: null };
}

function printedNumber(
  told: Pick<Measurement, 'value' | 'low' | 'high' | 'unit'>,
  printedSide: Printed | undefined,
  print: (PrintWords & Partial<Pick<EvidencePrint, 'printed'>>) | undefined,
  at: At,
  reading: string | null,
): Omit<ToldNumber, 'marks' | 'settledBy' | 'prints'> {
  const printed = printedSide ?? print?.printed;
  const { value, low, high, unit } = told;
  const words = wordsOfRef(print);
  const ref = (digits: string, end = ''): Ref => ({
    ...base(at, reading),
    member: at.member + end,
    printed: digits,
    multiplier: printed?.multiplier ?? '1',
    ...words,
  });
  const numeral = (digits: string, plain: string, end?: string): Numeral => {
    const isOwn = printed !== undefined && !isMultiple(printed);
    const shown = (isOwn && printedScaled(digits, printed.multiplier)) || scaledOf(plain);
    const isFull = isRate(unit) || printed?.multiplier === '1' || shown.exponent < 0;
    const own = isOwn ? powerOfTen(printed.multiplier) : null;
    return { value: plain, shown, isFull, own, unit, isRounded: false, ref: ref(digits, end) };
  };
  const quote = printed && isMultiple(printed) && print ? quoteOf(print) : null;
  if (printed?.qualifier === 'range' && printed.valueHigh !== undefined) {
    const [least, most] = [printed.value, printed.valueHigh].sort(compareDecimals);
    return {
      ...{ point: null, qualifier: 'range', quote, low, high },
      ends: [
        numeral(least ?? '', plainValue(least ?? '', printed), '.low'),
        numeral(most ?? '', plainValue(most ?? '', printed), '.high'),
      ],
    };
  }
  if (value === null)
    return {
      ...{ point: null, qualifier: null, quote, low, high },
      ends: [numeral(low ?? '', low ?? '0', '.low'), numeral(high ?? '', high ?? '0', '.high')],
    };
  const qualifier = printed?.qualifier;
  return {
    point: numeral(printed?.value ?? value, value),
    ends: null,
    qualifier: qualifier === 'over' || qualifier === 'under' || qualifier === 'about' ? qualifier : null,
    ...{ quote, low, high },
  };
}

/** The event and the words that a printed numeral leads back to. */
const wordsOfRef = (print: PrintWords | undefined) => ({
  source: print?.source ?? '',
  id: print?.id ?? '',
  quote: print?.quote ?? null,
  document: print?.document ?? '',
  chain: print?.chain ?? null,
});

const MULTIPLES: readonly unknown[] = ['up-by-times', 'to-times', 'fold', 'ambiguous-times'];
const isMultiple = ({ wording }: Printed): boolean => MULTIPLES.includes(wording);

/**
 * A print that is not the one in the state, as numbers of the figure that it is a print of: one, or one for each
 * reading of an ambiguous multiple.
 */
export function printNumbers(state: ToldState, print: EvidencePrint, member: string): readonly ToldNumber[] {
  const { printed } = print;
  if (!printed) return [];
  const words = { ...print, document: print.document ?? '' };
  const unit = printed.unit === 'times' ? 'percent' : printed.unit;
  const at: At = { state, member, evidence: undefined };
  const isAmbiguous = printed.wording === 'ambiguous-times';
  return (isAmbiguous ? READINGS : [null]).map((reading) => {
    const read = reading === null ? printed : { ...printed, wording: reading };
    const value = plainValue(printed.value, read);
    return {
      ...printedNumber({ value, low: null, high: null, unit }, read, words, at, reading),
      marks: print.status === 'preliminary' ? ['preliminary'] : print.status === 'revised' ? ['revised'] : [],
      ...{ settledBy: null, prints: [originOf(print)] },
    };
  });
}

/** Who printed a figure, and when. */
export const originOf = ({
  kind,
  publisher,
  document,
  publishedAt,
}: Pick<PrintWords, 'kind' | 'publisher' | 'publishedAt'> & {
  readonly document: string | null;
}): PrintOrigin => ({ kind, publisher, document: document ?? '', publishedAt });

const READINGS = ['up-by-times', 'to-times'] as const;

const quoteOf = ({ source, id, document, quote, language }: PrintWords): QuoteSegment | null =>
  quote === null ? null : { type: 'quote', text: quote, lang: language ?? null, source, id, document };
