import { readFileSync } from 'node:fs';
import {
  parseSeriesKey,
  readCodeGraphs,
  readCodeRegisters,
  readDeclarations,
  readSources,
  type Licence,
} from '@silkgauge/contract';
import { declaredParts } from '@silkgauge/growth';

const FOLDER = new URL('../../../data/codes/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** Code registers of the release, read once at process start. */
export const CODE_REGISTERS = readCodeRegisters(read);
export const CODE_GRAPHS = readCodeGraphs(read);
export const sourceOf = readSources(read);
export const licenceOf = (reporter: string): Licence | null => sourceOf(reporter)?.licence ?? null;
export const DECLARATIONS = readDeclarations(read);

/** The keys of the parts that make up these series, as far as a register declares some. */
export const declaredPartsOf = (keys: readonly string[]): readonly string[] =>
  keys.flatMap((key) => {
    const dimensions = parseSeriesKey(key);
    return dimensions ? declaredParts(DECLARATIONS, dimensions) : [];
  });
