import { formatDecimal, type Decimal } from '../number/decimal.ts';
import type { Quantity } from '../number/interval.ts';
import { compareRationals, showRational, subtract, type Rational } from '../number/rational.ts';
import type { FigureIdentity } from '../observation/figure.ts';
import type { PrintReading } from '../observation/print.ts';
import { BETWEEN_PARTS } from '../rules/between-parts.ts';
import { SUM_OF_DECLARED_PARTS } from '../rules/sum-of-declared-parts.ts';
import { SUM_OF_PARTS } from '../rules/sum-of-parts.ts';
import { SUM_OF_PERIODS } from '../rules/sum-of-periods.ts';
import { WEIGHTED_GROWTH } from '../rules/weighted-growth.ts';
import type { KnownQuantity } from './known.ts';
import { eventsBehind } from './lineage.ts';
import type { Place } from './place.ts';
import type { Exclusion } from './state-body.ts';

/** Limit of the prints that an exclusion names. */
const MOST_NAMED = 8;

type Sentence = Exclusion['proof'];

/** Why a print of these readings has no place among its parts, for readers in both languages. */
export function exclusionOf([reading]: readonly PrintReading[], place: Place): Exclusion {
  const { formula, parts, room } = place;
  return {
    formula: formula.name,
    ...namedBehind(parts),
    proof: reading ? sentenceOf(reading, place) : sumSentence(room, parts),
  };
}

/**
 * Why a printed level has no place though no other print does: it is apart from the sum of its parts by more than each
 * of them, so that no part which is left out, doubled or wrong by its own size explains the gap. Null where one may.
 */
export function exclusionFromSum(reading: PrintReading, sum: KnownQuantity): Exclusion | null {
  const { from } = sum;
  if (from.kind !== 'worked' || !SUMS.has(from.rule.name)) return null;
  const parts = from.inputs.map(({ known }) => known);
  const gap =
    compareRationals(reading.low, sum.high) > 0
      ? subtract(reading.low, sum.high)
      : subtract(sum.low, reading.high);
  if (
    parts.some(
      ({ low, high }) => compareRationals(gap, high) <= 0 || compareRationals(gap, negative(low)) <= 0,
    )
  )
    return null;
  return {
    formula: from.rule.name,
    ...namedBehind(parts),
    proof: joined(sumSentence(sum, parts), {
      en: `; ${levelText(reading, sum.unit)} is further from that than any part is large`,
      zh: `；${levelText(reading, sum.unit)}与之相差超过任一部分`,
    }),
  };
}

const SUMS: ReadonlySet<string> = new Set([
  SUM_OF_PARTS.name,
  SUM_OF_DECLARED_PARTS.name,
  SUM_OF_PERIODS.name,
]);

const negative = ({ n, d }: Rational): Rational => ({ n: -n, d });

function namedBehind(parts: readonly KnownQuantity[]): Pick<Exclusion, 'by' | 'more'> {
  const events = new Map<string, FigureIdentity>();
  for (const { source, id } of parts.flatMap(eventsBehind)) events.set(`${source}\0${id}`, { source, id });
  const more = events.size - MOST_NAMED;
  return { by: [...events.values()].slice(0, MOST_NAMED), ...(more > 0 && { more }) };
}

function sentenceOf(reading: PrintReading, place: Place): Sentence {
  const { formula, parts, room } = place;
  if (formula.name === BETWEEN_PARTS.name) return betweenSentence(reading, place);
  if (formula.name === WEIGHTED_GROWTH.name) {
    const [low, high] = [showRational(room.low, 2, 'down'), showRational(room.high, 2, 'up')];
    return {
      en: `the levels and growth of exports and imports leave the total ${low} to ${high} percent; ${textOf(reading)} percent is outside`,
      zh: `由出口、进口的金额与增速可知，合计增速在${low}%至${high}%之间；${textOf(reading)}%不在其中`,
    };
  }
  const unit = parts[0]?.unit ?? '';
  const [low, high] = [showRational(room.low, 0, 'down'), showRational(room.high, 0, 'up')].map(grouped);
  return joined(sumSentence(room, parts), {
    en: `; ${levelText(reading, unit)} is beyond what their digits leave, ${low ?? ''} to ${high ?? ''}`,
    zh: `；其数字容许${low ?? ''}至${high ?? ''}，${levelText(reading, unit)}不在其中`,
  });
}

function betweenSentence(reading: PrintReading, { parts: [exports, imports], room }: Place): Sentence {
  if (!exports || !imports) throw new TypeError('a total lies between two parts');
  const [x, m, told] = [textOf(exports), textOf(imports), textOf(reading)];
  const [low, high] = [textOf({ ...room, value: room.low }), textOf({ ...room, value: room.high })];
  const within = {
    en: `with exports at ${x} percent and imports at ${m} percent the total lies between ${low} and ${high} percent; ${told} percent `,
    zh: `出口为${x}%、进口为${m}%时，合计在${low}%与${high}%之间；`,
  };
  // At one end the total is one part alone.
  if (told === x) return joined(within, { en: 'would need imports of 0', zh: `若为${told}%，进口须为零` });
  if (told === m) return joined(within, { en: 'would need exports of 0', zh: `若为${told}%，出口须为零` });
  return joined(within, { en: 'lies outside', zh: `${told}%不在其中` });
}

function sumSentence({ value, low, high }: Quantity, parts: readonly KnownQuantity[]): Sentence {
  const unit = parts[0]?.unit ?? '';
  const count = String(parts.length);
  if (value) {
    const sum = `${grouped(showRational(value, 0, 'half-away'))} ${unit}`;
    return { en: `its ${count} parts add to ${sum}`, zh: `其${count}个部分合计${sum}` };
  }
  const [from, to] = [grouped(showRational(low, 0, 'down')), grouped(showRational(high, 0, 'up'))];
  return {
    en: `its ${count} parts add to ${from} to ${to} ${unit}`,
    zh: `其${count}个部分合计${from}至${to} ${unit}`,
  };
}

const joined = (one: Sentence, other: Sentence): Sentence => ({
  en: one.en + other.en,
  zh: one.zh + other.zh,
});

/** The digits of a number as printed; of a range both ends. */
const textOf = ({ value, low, high }: Quantity): string =>
  value ? digitsOf(value) : `${digitsOf(low)}-${digitsOf(high)}`;

const levelText = (reading: PrintReading, unit: string): string => `${grouped(textOf(reading))} ${unit}`;

const digitsOf = (number: Rational | Decimal): string =>
  'scale' in number ? formatDecimal(number) : showRational(number, 4, 'half-away');

/** Thousands by commas, before the point alone. */
function grouped(text: string): string {
  const [digits = '', fraction] = text.split('.');
  const [sign, whole] = digits.startsWith('-') ? ['-', digits.slice(1)] : ['', digits];
  const groups: string[] = [];
  for (let end = whole.length; end > 0; end -= 3) groups.unshift(whole.slice(Math.max(0, end - 3), end));
  return sign + groups.join(',') + (fraction === undefined ? '' : `.${fraction}`);
}
