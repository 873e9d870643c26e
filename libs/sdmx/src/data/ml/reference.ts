import { AGENCY, ARTEFACT_VERSION, STRUCTURES } from '../../structure/flows.ts';
import type { Layout } from './ml-writer.ts';

/** The data structure, as SDMX-ML 2.1 refers to it. */
export const structureReference = ({ flow }: Layout): string =>
  `<common:Structure>\n<Ref agencyID="${AGENCY}" id="${STRUCTURES[flow]}" version="${ARTEFACT_VERSION}" package="datastructure" class="DataStructure"/>\n</common:Structure>`;
