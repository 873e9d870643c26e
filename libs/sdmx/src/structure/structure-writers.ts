import type { StructureFormat } from '../negotiation/form.ts';
import type { StructureMessage } from './artefact.ts';
import { structureJson } from './json/structure-json.ts';
import { ML_21, ML_3 } from './ml/dialect.ts';
import { structureMl } from './ml/structure-ml.ts';

/** The writer of each format of structures. */
export const STRUCTURE_WRITERS: Readonly<Record<StructureFormat, (message: StructureMessage) => string>> = {
  structureJson2_1: (message) => structureJson('2.1.0', message),
  structureJson2_0: (message) => structureJson('2.0.0', message),
  structureMl3: (message) => structureMl(ML_3, message),
  structureMl21: (message) => structureMl(ML_21, message),
};
