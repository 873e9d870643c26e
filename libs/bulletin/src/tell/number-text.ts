import type { Language } from '@silkgauge/codelists';
import type { FigureIdentity } from '@silkgauge/growth';
import { POWERS, scaledOf, unitPhrase, unsigned, written } from '@silkgauge/words';
import type { NumeralSegment, QuoteSegment, Segment } from '../segment.ts';
import { listed, mark, NOTHING, say } from '../words/say.ts';
import type { Numeral, ToldNumber } from './numbers.ts';

/** Words of an event between quotation marks. */
export const quoted = (quote: QuoteSegment): readonly Segment[] => [
  { type: 'text', text: '“' },
  quote,
  { type: 'text', text: '”' },
];

interface Writing {
  /** Whether the verb before it carries its sign. */
  readonly isUnsigned?: boolean;
  /** Whether the unit stands with the numeral behind it. */
  readonly isBare?: boolean;
}

/** A numeral in a language. */
export function numeralSegment(
  numeral: Numeral,
  language: Language,
  { isUnsigned = false, isBare = false }: Writing = {},
): NumeralSegment {
  const shown = isUnsigned ? unsigned(numeral.shown) : numeral.shown;
  const { digits, power } = written({ ...numeral, shown }, language);
  return {
    type: 'numeral',
    text: isBare ? digits : withUnit(digits, power, numeral.unit, language),
    ...{ value: numeral.value, digits, power, unit: numeral.unit },
    ...(numeral.isRounded && { rounded: true }),
    ref: numeral.ref,
  };
}

function withUnit(digits: string, power: number, unit: string, language: Language): string {
  if (language === 'zh' && unit === 'percent') return `${digits}%`;
  const name = unitPhrase(unit, language);
  const scale = POWERS[language].find(({ exponent }) => exponent === power)?.word;
  const between = language === 'en' ? ' ' : '';
  return [digits, ...(scale === undefined ? [] : [scale]), name].join(between);
}

/** A number with its qualifier before it and its marks and ends behind it. */
export function numberSegments(
  number: ToldNumber,
  language: Language,
  isUnsigned = false,
): readonly Segment[] {
  const { point, ends, qualifier, marks, quote, settledBy } = number;
  const one = (numeral: Numeral): readonly Segment[] => [numeralSegment(numeral, language, { isUnsigned })];
  const between = ends && endsSegments(ends, language, isUnsigned);
  const bare =
    qualifier === 'range' && between
      ? say(language, 'range', { ...between, mark: mark(language, 'range') })
      : point && qualifier
        ? say(language, 'qualified', { mark: mark(language, qualifier), number: one(point) })
        : point
          ? one(point)
          : between
            ? say(language, 'ends', between)
            : NOTHING;
  const items = [
    ...marks.map((name) =>
      name === 'settled' && settledBy
        ? say(language, 'settled', { mark: mark(language, name), print: printName(settledBy) })
        : mark(language, name),
    ),
    ...(point && between ? [say(language, 'ends', between)] : []),
  ];
  const noted =
    items.length === 0
      ? bare
      : say(language, 'note', { number: bare, items: listed(language, items, 'comma') });
  return quote ? say(language, 'quoted', { number: noted, quote: quoted(quote) }) : noted;
}

/** Both ends, the smaller first as shown, the unit once where both have it alike; Chinese repeats percent. */
function endsSegments(
  ends: readonly [Numeral, Numeral],
  language: Language,
  isUnsigned: boolean,
): { readonly low: readonly Segment[]; readonly high: readonly Segment[] } {
  // Without its sign the lower end of a fall is the larger number.
  const [low, high] = isUnsigned ? [ends[1], ends[0]] : ends;
  const [first, second] = [low, high].map((one) => numeralSegment(one, language, { isUnsigned }));
  const isBare = first?.power === second?.power && (language === 'en' || low.unit !== 'percent');
  return {
    low: [numeralSegment(low, language, { isUnsigned, isBare })],
    high: [numeralSegment(high, language, { isUnsigned })],
  };
}

const printName = ({ source, id }: FigureIdentity): readonly Segment[] => [
  { type: 'name', text: id, code: `${source}#${id}` },
];

/** The numerals of a number, in the order of the text. */
export const numeralsOf = ({ point, ends }: ToldNumber): readonly Numeral[] => [
  ...(point ? [point] : []),
  ...(ends ?? []),
];

/**
 * Whether a change is a rise, a fall, none, or not decided by what is known. A printed number has the verb of its
 * digits; one that nobody printed has none where zero lies between its ends.
 */
export function directionOf({ point, low, high }: ToldNumber): 'up' | 'down' | 'flat' | 'open' {
  const sign = (one: string): number => {
    const { digits } = scaledOf(one);
    return digits > 0n ? 1 : digits < 0n ? -1 : 0;
  };
  const isAcross = low !== null && high !== null && sign(low) < 0 && sign(high) > 0;
  if (point && ('printed' in point.ref || !isAcross))
    return (['down', 'flat', 'up'] as const)[sign(point.value) + 1] ?? 'open';
  if (low === null || high === null) return 'open';
  if (sign(low) >= 0) return 'up';
  return sign(high) <= 0 ? 'down' : 'open';
}
