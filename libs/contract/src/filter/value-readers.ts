import { normalisePeriod, periodBounds } from '@silkgauge/growth';
import { COUNTRIES, CURRENCIES, FLOWS, isArea, oneArea } from '../code-lists.ts';
import { likelyPeriod } from '../likely-period.ts';
import { likelyName } from '../nearest-name.ts';
import { printable } from '../query-fault.ts';
import { CODE_PATTERN, type Dimension } from '../series-key.ts';

export type ParameterReading<T> =
  | { readonly value: T }
  | { readonly refused: { readonly rule: string; readonly message: string; readonly fix: string } };

/** Parses the text of one parameter, or gives the reason of a refusal. */
export type ParameterReader<T> = (text: string) => ParameterReading<T>;

export const refuse = (rule: string, message: string, fix: string): ParameterReading<never> => ({
  refused: { rule, message, fix },
});

export const quoted = (given: string): string => JSON.stringify(printable(given));

const MOST_VALUES = 1000;
const CODE = new RegExp(`^${CODE_PATTERN}$`);

/** Comma-separated list; `reader` parses each value. */
export function listOf<T>(reader: ParameterReader<T>): ParameterReader<readonly T[]> {
  return (text) => {
    const parts = text.split(',');
    if (parts.length > MOST_VALUES) {
      return refuse(
        'too-many-values',
        `${String(parts.length)} values are given`,
        `give at most ${String(MOST_VALUES)}`,
      );
    }
    const values: T[] = [];
    for (const part of parts) {
      if (part === '')
        return refuse('empty', 'a value between commas is missing', 'take the spare comma out');
      const reading = reader(part);
      if ('refused' in reading) return reading;
      values.push(reading.value);
    }
    return { value: values };
  };
}

/** Code of one dimension. A code outside a closed list is refused, so that a slip gives no empty answer. */
export function dimensionCode(dimension: Dimension): ParameterReader<string> {
  return (text) => {
    if (!CODE.test(text)) {
      return refuse(
        'code',
        `${quoted(text)} is not a code`,
        'a code is 1 to 64 letters, digits, _, $, @ or -; several are joined by commas',
      );
    }
    switch (dimension) {
      case 'flow':
        return oneOf(FLOWS)(text);
      case 'currency':
        return text === '_Z' || CURRENCIES.has(text)
          ? { value: text }
          : offList(text, 'a currency', 'an ISO 4217 code, or _Z for counts', [...CURRENCIES]);
      case 'area':
      case 'counterpart':
        return isArea(text)
          ? { value: oneArea(text) }
          : offList(
              text,
              'an area',
              'an ISO 3166-1 alpha-2 country, alone or followed by "-" and a part of it, or _T or _U',
              [...COUNTRIES],
            );
      default:
        return { value: text };
    }
  };
}

/** Whether the codes of a dimension are a closed list: these few need no prefix. */
export const isClosed = (dimension: Dimension): boolean => dimension === 'flow' || dimension === 'currency';
const PREFIX = new RegExp(`^${CODE_PATTERN}\\*$`);

/** Code of one dimension, or a prefix of codes of an open list, such as `CN-*`. */
export function codeOrPrefix(dimension: Dimension): ParameterReader<string> {
  const code = dimensionCode(dimension);
  return (text) => {
    if (!text.includes('*')) return code(text);
    if (isClosed(dimension))
      return refuse(
        'prefix',
        `${quoted(text)} is a prefix, and the codes of ${dimension} are a closed list`,
        'name the codes, joined by commas',
      );
    if (!PREFIX.test(text))
      return refuse(
        'prefix',
        `${quoted(text)} is not a prefix of codes`,
        'write the letters that the codes begin with, and one * behind them, such as CN-*; to allow every code leave the filter out',
      );
    const isOfArea = dimension === 'area' || dimension === 'counterpart';
    if (isOfArea && /^[^_*]{2}/.test(text) && !COUNTRIES.has(text.slice(0, 2)))
      return offList(
        text,
        'a prefix of areas',
        'it begins with an ISO 3166-1 alpha-2 country, such as CN-*',
        [],
      );
    return { value: text };
  };
}

function offList(text: string, what: string, fix: string, known: readonly string[]): ParameterReading<never> {
  const likely = likelyName(text, known);
  return refuse(
    'code',
    `${quoted(text)} is not ${what}`,
    likely === undefined ? fix : `${fix}; did you mean ${likely}?`,
  );
}

export function oneOf<const T extends string>(words: readonly T[]): ParameterReader<T> {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found !== undefined) return { value: found };
    const likely = likelyName(text, words);
    const fix = likely === undefined ? 'write one of them' : `did you mean ${likely}?`;
    return refuse('one-of', `${quoted(text)} is not one of ${words.join(', ')}`, fix);
  };
}

/** Any area. The graph of codes takes an unregistered one as holding what its form says. */
export const place: ParameterReader<string> = dimensionCode('area');

/** Period in any form of the contract, normalised to its code. */
export const period: ParameterReader<string> = (text) => {
  const code = normalisePeriod(text);
  if (code !== undefined) return { value: code };
  const meant = likelyPeriod(text);
  const fix = meant === undefined ? PERIOD_FIX : `did you mean ${meant}?`;
  return refuse('period', `${quoted(text)} is not a period`, fix);
};

const PERIOD_FIX = 'such as 2020, 2020-S1, 2020-Q2, 2020-03, 2020-W10, 2020-03-01, 2020-01-01/P5M, or _U';

/** First or last day of a period, as ISO date. */
export function dayOf(end: 'start' | 'end'): ParameterReader<string> {
  return (text) => {
    const reading = period(text);
    if ('refused' in reading) return reading;
    const bounds = periodBounds(reading.value);
    return bounds
      ? { value: bounds[end] }
      : refuse('period', '_U has no first and last day', 'give a stated period, or filter by period=_U');
  };
}
