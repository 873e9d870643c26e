import { readFileSync } from 'node:fs';
import { readCodeGraphs, readCodeRegisters, readLicences } from '@silkgauge/contract';

const FOLDER = new URL('../../../data/codes/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** Code registers of the release, read once at process start. */
export const CODE_REGISTERS = readCodeRegisters(read);
export const CODE_GRAPHS = readCodeGraphs(read);
export const licenceOf = readLicences(read);
