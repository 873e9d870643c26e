import { Type } from 'typebox';
import { oneArea } from '../code-lists.ts';
import { CODE_PATTERN, DIMENSIONS, type Dimension } from '../series-key.ts';
import { CODES, joined, type FilterSql, type OfSeries } from './filter.ts';
import { codeOrPrefix, isClosed, listOf } from './value-readers.ts';

type Codes = readonly string[];

const isPrefix = (code: string): boolean => code.endsWith('*');

/** Codes and, without their stars, prefixes of a list of codes. */
export function splitCodes(codes: Codes): { readonly exact: Codes; readonly prefixes: Codes } {
  return {
    exact: codes.filter((code) => !isPrefix(code)),
    prefixes: codes.filter(isPrefix).map((code) => code.slice(0, -1)),
  };
}

/** SQL pattern of a code or prefix; codes may contain the wildcard `_`. */
export const patternOf = (code: string): string => {
  const text = code.replace(/[\\%_]/g, String.raw`\$&`);
  return isPrefix(text) ? `${text.slice(0, -1)}%` : text;
};

/** Whether a list of codes and beginnings of codes (`CN-*`) has a code. */
export const hasCode = (codes: Codes, code: string): boolean =>
  codes.includes(code) || codes.some((one) => isPrefix(one) && code.startsWith(one.slice(0, -1)));

function codesIn(column: string, codes: Codes, { bind }: FilterSql): string {
  const { exact, prefixes } = splitCodes(codes);
  const conditions = prefixes.map((prefix) => `${column} like ${bind(patternOf(`${prefix}*`), 'text')}`);
  if (exact.length > 0) conditions.push(`${column} = any(${bind(exact, 'text[]')})`);
  return `(${conditions.join(' or ')})`;
}

/** Codes of these dimensions have aliases. */
const isPlace = (dimension: Dimension): boolean => dimension === 'area' || dimension === 'counterpart';

/** What a filter of codes of a dimension says of aliases. */
export const withAliases = (dimension: Dimension, about: string): string =>
  isPlace(dimension)
    ? `${about} An alias such as CN-46 is taken as CN-HI; Content-Location then names the address that answered.`
    : about;

const CODE_OR_PREFIX = new RegExp(`^${CODE_PATTERN}\\*?$`);

/** By the codes of a dimension, and prefixes of codes of an open list. */
const byCode = (dimension: Dimension): OfSeries<Codes> => ({
  of: 'series',
  about: withAliases(
    dimension,
    isClosed(dimension)
      ? `Only series with this ${dimension}; several by comma.`
      : `Only series with this ${dimension}; several by comma. CN-* stands for all codes that begin so.`,
  ),
  schema: joined(isClosed(dimension) ? CODES : `${CODES}[*]?`),
  brief: `Codes of ${dimension}, or beginnings (CN-*), by comma; see find_codes.`,
  member: Type.Array(Type.String(), {
    minItems: 1,
    description: `Codes of ${dimension}, or prefixes such as CN-*.`,
  }),
  read: listOf(codeOrPrefix(dimension)),
  // Orders of old may name codes that no list has.
  inOrder: (codes) =>
    codes.every((code) => CODE_OR_PREFIX.test(code))
      ? isPlace(dimension)
        ? codes.map(oneArea)
        : codes
      : null,
  passes: (codes, { series }) => hasCode(codes, series[dimension]),
  where: (codes, sql) => codesIn(`s.${dimension}`, codes, sql),
});

export const DIMENSION_FILTERS = Object.fromEntries(
  DIMENSIONS.map((dimension) => [dimension, byCode(dimension)]),
) as Readonly<Record<Dimension, OfSeries<Codes>>>;
