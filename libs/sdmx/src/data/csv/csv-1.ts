import { flowName } from '../../structure/catalogue.ts';
import { FLOW_WORDS } from '../../structure/flows.ts';
import { artefactId } from '../../structure/urns.ts';
import { csvWriter, type CsvEdge } from './csv-writer.ts';

const DATAFLOW: CsvEdge = {
  headers: () => ['DATAFLOW'],
  cells: ({ flow }, { labels, language }) => {
    const id = artefactId(flowName(flow));
    return [labels === 'both' ? `${id}: ${FLOW_WORDS[flow].name[language]}` : id];
  },
};

/** The version has no actions: a column of ours tells them where rows may be deletions. */
const ACTION: CsvEdge = {
  headers: ({ mayDelete }) => (mayDelete ? ['ACTION'] : []),
  cells: ({ action }, { mayDelete }) => (mayDelete ? [action.charAt(0)] : []),
};

export const csv1 = csvWriter({ lead: DATAFLOW, trail: ACTION });
