import type { Availability, AvailableCode, Dimension } from '@silkgauge/contract';
import { DIMENSIONS } from '../address/address.ts';

export interface SearchHit extends AvailableCode {
  readonly dimension: Dimension;
}

/**
 * Codes that contain all words of a search, in the code or one of its names. Beginnings with the first word
 * rank first, then more figures.
 */
export function search(availability: Availability, text: string): readonly SearchHit[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = DIMENSIONS.flatMap((dimension) =>
    availability.dimensions[dimension].flatMap((code) => {
      const heap = plain([code.code, ...allNames(code)].join(' '));
      return words.every((word) => heap.includes(word)) ? [{ ...code, dimension }] : [];
    }),
  );
  const begins = (hit: SearchHit) =>
    [hit.code, ...allNames(hit)].some((name) => plain(name).startsWith(words[0] ?? ''));
  return found.sort((a, b) => Number(begins(b)) - Number(begins(a)) || b.states - a.states);
}

/** The names of a code in both languages, short ones too, and the other names that sources use. */
export const allNames = ({ names, also = [] }: AvailableCode): readonly string[] => [
  ...[names?.en, names?.zh, names?.short?.en, names?.short?.zh].filter((name) => typeof name === 'string'),
  ...also,
];

/** Folds case and accents, so that `cote d'ivoire` finds `Côte d'Ivoire`. */
export const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
