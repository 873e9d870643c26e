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
type Names = ReadonlyMap<number, readonly IndexedName[]>;

/** The names of codes; those of coverages apart, as names of what is counted stand within them. */
export interface NameIndex {
  readonly codes: Names;
  readonly coverages: Names;
}

interface IndexedName {
  readonly name: string;
  readonly codes: Pick<RegisteredName, 'dimension' | 'code'>[];
  /** Whether it is too short to count everywhere: "us" is a word, "US" a place. */
  readonly isShort: boolean;
}

const LATIN = /^[\x20-\x7e\u00c0-\u024f]+$/;
const LETTER = /[a-z0-9\u00c0-\u024f]/;
/** Names that are shorter count in capitals alone, or right at the word for a flow: imports of tin, 铝进口. */
const SHORTEST_LATIN = 4;
const SHORTEST_OTHER = 2;

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
    const isShort = plain.replaceAll('.', '').length < (LATIN.test(plain) ? SHORTEST_LATIN : SHORTEST_OTHER);
    const known = byName.get(plain) ?? { name: plain, codes: [], isShort };
    if (!known.codes.some((one) => one.dimension === dimension && one.code === code))
      known.codes.push({ dimension, code });
    byName.set(plain, known);
  }
  const index = new Map<number, IndexedName[]>();
  for (const one of byName.values()) {
    const start = startAt(one.name, 0);
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
  for (let at = 0; at < plain.length;) {
    const isName = (name: IndexedName) => isNameAt(plain, text, at, name);
    const pair = index.get(startAt(plain, at));
    const single = index.get(plain.charCodeAt(at));
    const isNone = (!pair && !single) || isInWord(plain, at);
    const one = isNone ? undefined : (pair?.find(isName) ?? single?.find(isName));
    if (one) found.push({ start: at, end: at + one.name.length, codes: one.codes });
    at += one?.name.length ?? 1;
  }
  return found;
}

/** The first two characters as one number; of a single character its code. Faster than texts of two. */
function startAt(text: string, at: number): number {
  const second = text.charCodeAt(at + 1);
  return text.charCodeAt(at) + (Number.isNaN(second) ? 0 : 0x10000 * second);
}

const isInWord = (plain: string, at: number): boolean =>
  at > 0 && LETTER.test(plain[at] ?? '') && LETTER.test(plain[at - 1] ?? '');

function isNameAt(plain: string, text: string, at: number, { name, isShort }: IndexedName): boolean {
  if (!plain.startsWith(name, at)) return false;
  const end = at + name.length;
  if (isShort && !isShortName(plain, text, { start: at, end })) return false;
  const last = name.at(-1) ?? '';
  const next = plain[end] ?? '';
  return !(LETTER.test(last) && LETTER.test(next)) || (next === 's' && !LETTER.test(plain[end + 1] ?? ''));
}

/** Whether a short name is one at its place; "US$" and "US dollars" are units. */
function isShortName(plain: string, text: string, { start, end }: Span): boolean {
  const written = text.slice(start, end);
  const isCapital = written !== written.toLowerCase() && written === written.toUpperCase();
  if (isCapital) return !UNIT_BEHIND.test(plain.slice(end, end + 8));
  return plain.endsWith('s of ', start) || FLOW_BEHIND.test(plain.slice(end, end + 3));
}

const FLOW_BEHIND = /^(?:进出口|进口|出口)/;
const UNIT_BEHIND = /^(?:\$| ?dollar)/;

/** Codes that parts of a text name, of one dimension. */
export const codesOf = (named: readonly NamedCode[], dimension: Dimension): readonly string[] => [
  ...new Set(
    named.flatMap(({ codes }) => codes.filter((one) => one.dimension === dimension).map(({ code }) => code)),
  ),
];
