import type { StateFigures } from '@silkgauge/contract';
import { figuresJson } from '@silkgauge/read-model';

/** The figures of a state, which is a JSON text. */
export const readFigures = (state: string): StateFigures => JSON.parse(figuresJson(state)) as StateFigures;
