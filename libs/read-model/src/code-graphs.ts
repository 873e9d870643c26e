import { readFileSync } from 'node:fs';
import { readCodeGraphs } from '@silkgauge/contract';

const FOLDER = new URL('../../../data/codes/', import.meta.url);

/** A file of the registers of the release. */
export const readCodeFile = (file: string): string => readFileSync(new URL(file, FOLDER), 'utf8');

let graphs: ReturnType<typeof readCodeGraphs> | undefined;

/** What lies in what, by the registers of the release; read by the first who asks. */
export const codeGraphs = () => (graphs ??= readCodeGraphs(readCodeFile));
