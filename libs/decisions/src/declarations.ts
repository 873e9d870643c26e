import { readFileSync } from 'node:fs';
import { readDeclarations } from '@silkgauge/contract';

const FOLDER = new URL('../../../data/codes/', import.meta.url);

/**
 * Partitions of series and homes of reporters from the registers of the release, equal in every process and
 * replay. Read at the start of the process, which a missing or invalid register ends.
 */
export const DECLARATIONS = readDeclarations((file) => readFileSync(new URL(file, FOLDER), 'utf8'));
