import { urnOf } from '../../structure/flows.ts';
import { mlWriter } from './ml-writer.ts';
import { structureSpecific } from './structure-specific.ts';

const ELEMENTS = { dataflow: 'StructureUsage', datastructure: 'Structure' } as const;

export const ml3 = mlWriter(
  structureSpecific({
    version: 'v3_0',
    rootName: () => 'StructureSpecificData',
    structureUrn: ({ flow, message }) => urnOf(message.context, flow),
    reference: ({ flow, message: { context } }) =>
      `<common:${ELEMENTS[context]}>${urnOf(context, flow)}</common:${ELEMENTS[context]}>`,
    ofDataSet: '',
  }),
);
