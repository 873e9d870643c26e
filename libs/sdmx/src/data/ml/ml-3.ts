import { contextName } from '../../structure/catalogue.ts';
import { artefactUrn } from '../../structure/urns.ts';
import { mlWriter, type Layout } from './ml-writer.ts';
import { structureSpecific } from './structure-specific.ts';

const urnOf = ({ flow, message: { context } }: Layout) => artefactUrn(contextName(context, flow));

const ELEMENTS = { dataflow: 'StructureUsage', datastructure: 'Structure' } as const;

export const ml3 = mlWriter(
  structureSpecific({
    version: 'v3_0',
    rootName: () => 'StructureSpecificData',
    structureUrn: urnOf,
    reference: (layout) => {
      const element = ELEMENTS[layout.message.context];
      return `<common:${element}>${urnOf(layout)}</common:${element}>`;
    },
    ofDataSet: '',
  }),
);
