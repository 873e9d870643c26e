import { readFileSync } from 'node:fs';
import { readCodeGraphs } from '@silkgauge/contract';

const FOLDER = new URL('../../../data/codes/', import.meta.url);

/**
 * Relations of areas and modes from the registers of the release, equal in every process and replay. Read at
 * the start of the process, which a missing or invalid register ends.
 */
export const CODE_GRAPHS = readCodeGraphs((file) => readFileSync(new URL(file, FOLDER), 'utf8'));
