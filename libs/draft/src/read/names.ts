import type { Dimension } from '@silkgauge/contract';
import type { Span } from '../text/span.ts';

/** A code of a dimension, with a name that sources have for it. */
export interface RegisteredName {
  readonly dimension: Dimension;
  readonly code: string;
  readonly name: string;
}

export interface NamedCode extends Span {
  readonly codes: readonly Pick<RegisteredName, 'dimension' | 'code'>[];
}

/** Names by their first two characters, the longest first. */
type Names = ReadonlyMap<string, readonly IndexedName[]>;

/** The names of codes; those of coverages apart, as names of what is counted stand within them. */
export interface NameIndex {
  readonly codes: Names;
  readonly coverages: Names;
}

interface IndexedName {
  readonly name: string;
  readonly codes: Pick<RegisteredName, 'dimension' | 'code'>[];
  /** Whether it is too short to count in small letters: "us" is a word, "US" a place. */
  readonly isCapital: boolean;
}

const LATIN = /^[\x20-\x7e\u00c0-\u024f]+$/;
const LETTER = /[a-z0-9\u00c0-\u024f]/;
/** Latin names that are shorter count in capitals alone. */
const SHORTEST_LATIN = 4;

/** Prepares names for {@link namesIn}; names in small letters with full-width signs narrowed. */
export function nameIndex(names: readonly RegisteredName[]): NameIndex {
  return {
    codes: indexed(names.filter(({ dimension }) => dimension !== 'coverage')),
    coverages: indexed(names.filter(({ dimension }) => dimension === 'coverage')),
  };
}

function indexed(names: readonly RegisteredName[]): Names {
  const byName = new Map<string, IndexedName>();
  for (const { dimension, code, name } of names) {
    const plain = name.toLowerCase();
    const isCapital = LATIN.test(plain) && plain.replaceAll('.', '').length < SHORTEST_LATIN;
    if (plain.length < 2 || (isCapital && name !== name.toUpperCase())) continue;
    const known = byName.get(plain) ?? { name: plain, codes: [], isCapital };
    if (!known.codes.some((one) => one.dimension === dimension && one.code === code))
      known.codes.push({ dimension, code });
    byName.set(plain, known);
  }
  const index = new Map<string, IndexedName[]>();
  for (const one of byName.values()) {
    const start = one.name.slice(0, 2);
    index.set(start, [...(index.get(start) ?? []), one]);
  }
  for (const all of index.values()) all.sort((a, b) => b.name.length - a.name.length);
  return index;
}

/**
 * Registered names in a plain text, in order; of names that begin at one place the longest, none in another.
 * `text` has the capitals.
 */
export function namesIn(plain: string, text: string, index: Names): readonly NamedCode[] {
  const found: NamedCode[] = [];
  for (let at = 0; at + 1 < plain.length;) {
    const one = isInWord(plain, at)
      ? undefined
      : index.get(plain.slice(at, at + 2))?.find((name) => isNameAt(plain, text, at, name));
    if (one) found.push({ start: at, end: at + one.name.length, codes: one.codes });
    at += one?.name.length ?? 1;
  }
  return found;
}

const isInWord = (plain: string, at: number): boolean =>
  at > 0 && LETTER.test(plain[at] ?? '') && LETTER.test(plain[at - 1] ?? '');

function isNameAt(plain: string, text: string, at: number, { name, isCapital }: IndexedName): boolean {
  if (!plain.startsWith(name, at)) return false;
  const end = at + name.length;
  const last = name.at(-1) ?? '';
  const next = plain[end] ?? '';
  if (isCapital) {
    const written = text.slice(at, end);
    // "US$" and "US dollars" are units.
    if (written !== written.toUpperCase() || UNIT_BEHIND.test(plain.slice(end, end + 8))) return false;
  }
  return !(LETTER.test(last) && LETTER.test(next)) || (next === 's' && !LETTER.test(plain[end + 1] ?? ''));
}

const UNIT_BEHIND = /^(?:\$| ?dollar)/;

/** Codes that parts of a text name, of one dimension. */
export const codesOf = (named: readonly NamedCode[], dimension: Dimension): readonly string[] => [
  ...new Set(
    named.flatMap(({ codes }) => codes.filter((one) => one.dimension === dimension).map(({ code }) => code)),
  ),
];
