import type { Availability, AvailableCode, Dimension } from '@silkgauge/contract';
import { DIMENSIONS } from '../address/address.ts';

export interface SearchHit extends AvailableCode {
  readonly dimension: Dimension;
}

/**
 * Codes that contain all words of a search, in the code or a name of either language. Beginnings with the
 * first word rank first, then more figures.
 */
export function search(availability: Availability, text: string): readonly SearchHit[] {
  const words = plain(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found = DIMENSIONS.flatMap((dimension) =>
    availability.dimensions[dimension].flatMap((code) => {
      const heap = plain(namesOf(code).join(' '));
      return words.every((word) => heap.includes(word)) ? [{ ...code, dimension }] : [];
    }),
  );
  const begins = (hit: SearchHit) => namesOf(hit).some((name) => plain(name).startsWith(words[0] ?? ''));
  return found.sort((a, b) => Number(begins(b)) - Number(begins(a)) || b.states - a.states);
}

/** The code and all of its names. */
function namesOf({ code, names }: AvailableCode): readonly string[] {
  return [code, names?.en, names?.zh, names?.short?.en, names?.short?.zh].filter(
    (name) => typeof name === 'string',
  );
}

/** Folds case and accents, so that `cote d'ivoire` finds `Côte d'Ivoire`. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();
