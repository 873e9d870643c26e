import { artefactId, FLOW_WORDS } from '../../structure/flows.ts';
import type { DataWriter } from '../writer.ts';
import { csvWriter, type CsvEdge } from './csv-writer.ts';

const STRUCTURE: CsvEdge = {
  headers: ({ labels }) => [
    'STRUCTURE',
    'STRUCTURE_ID',
    ...(labels === 'name' ? ['STRUCTURE_NAME'] : []),
    'ACTION',
  ],
  cells: ({ flow, action }, { context, labels, language }) => {
    const id = artefactId(context, flow);
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

const version = (number: string): DataWriter =>
  csvWriter({
    mediaType: `application/vnd.sdmx.data+csv;version=${number}`,
    lead: STRUCTURE,
    trail: NONE,
  });

/** The two versions write such data alike. */
export const csv20 = version('2.0.0');
export const csv21 = version('2.1.0');
