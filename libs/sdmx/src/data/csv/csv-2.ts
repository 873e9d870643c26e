import { contextName } from '../../structure/catalogue.ts';
import { FLOW_WORDS } from '../../structure/flows.ts';
import { artefactId } from '../../structure/urns.ts';
import { csvWriter, type CsvEdge } from './csv-writer.ts';

const STRUCTURE: CsvEdge = {
  headers: ({ labels }) => [
    'STRUCTURE',
    'STRUCTURE_ID',
    ...(labels === 'name' ? ['STRUCTURE_NAME'] : []),
    'ACTION',
  ],
  cells: ({ flow, action }, { context, labels, language }) => {
    const id = artefactId(contextName(context, flow));
    const name = FLOW_WORDS[flow].name[language];
    return [
      context,
      labels === 'both' ? `${id}: ${name}` : id,
      ...(labels === 'name' ? [name] : []),
      // R, D or I; the M of 2.1 is refused by readers.
      action.charAt(0),
    ];
  },
};

const NONE: CsvEdge = { headers: () => [], cells: () => [] };

/** The versions 2.0 and 2.1 write such data alike. */
export const csv2 = csvWriter({ lead: STRUCTURE, trail: NONE });
