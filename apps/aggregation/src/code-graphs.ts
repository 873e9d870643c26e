import { readFileSync } from 'node:fs';
import { readCodeGraphs } from '@silkgauge/contract';

const FOLDER = new URL('../../../data/codes/', import.meta.url);

/**
 * What areas and modes have in common, by the registers that come with the release: the same in every process of it, in
 * a replay too. Read once, when a process starts; a register that is missing or wrong ends the start.
 */
export const CODE_GRAPHS = readCodeGraphs((file) => readFileSync(new URL(file, FOLDER), 'utf8'));
