import { DIMENSIONS } from '@silkgauge/contract';
import type { ParquetColumn } from './kinds.ts';

/** Kinds of columns of the table by name; others are texts. */
const KIND_OF: Readonly<Record<string, ParquetColumn['kind']>> = {
  ...Object.fromEntries(['value', 'low', 'high', 'gap', 'units'].map((name) => [name, 'decimal'])),
  ...Object.fromEntries(['events', 'version', 'sequence'].map((name) => [name, 'integer'])),
  ...Object.fromEntries(['knownAt', 'publishedBy'].map((name) => [name, 'instant'])),
};

/** Columns of texts that readers filter by; names, words of documents and digits as text are looked at alone. */
const FILTERED = new Set<string>([
  ...DIMENSIONS,
  ...['key', 'period', 'periodStart', 'periodEnd', 'measure', 'comparison', 'comparedWith', 'side'],
  ...['unit', 'status', 'verdict', 'publishedAt'],
]);

/** Columns whose digits a file has as text, too: with those that fit no decimal, and the zeros at the end. */
const AS_TEXT = ['value', 'low', 'high'];

const columnOf = (of: number, name: string, kind: ParquetColumn['kind'] = 'text'): ParquetColumn => ({
  ...{ name, of, kind },
  hasBounds: kind !== 'text' || FILTERED.has(name),
});

/** Columns of a file: those of the table in their order, then the digits of its numbers as they stand in the state. */
export const parquetColumns = (names: readonly string[]): readonly ParquetColumn[] => [
  ...names.map((name, of) => columnOf(of, name, KIND_OF[name])),
  ...AS_TEXT.filter((name) => names.includes(name)).map((name) =>
    columnOf(names.indexOf(name), `${name}Text`),
  ),
];
