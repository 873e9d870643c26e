import { readFileSync } from 'node:fs';
import { readCodeGraphs, readCodeRegisters } from '@silkgauge/contract';

const FOLDER = new URL('../../../data/codes/', import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

/** The registers of codes that come with the release, read once, when the process starts. */
export const CODE_REGISTERS = readCodeRegisters(read);
export const CODE_GRAPHS = readCodeGraphs(read);
