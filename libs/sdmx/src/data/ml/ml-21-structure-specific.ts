import { structureOf } from '../../structure/catalogue.ts';
import { artefactUrn } from '../../structure/urns.ts';
import type { DataWriter } from '../writer.ts';
import { mlWriter, type Layout } from './ml-writer.ts';
import { structureReference } from './reference.ts';
import { structureSpecific } from './structure-specific.ts';
import { xmlAttribute } from './xml-text.ts';

const writer = (rootName: (layout: Layout) => string): DataWriter =>
  mlWriter(
    structureSpecific({
      version: 'v2_1',
      rootName,
      structureUrn: ({ flow }) => artefactUrn(structureOf(flow)),
      reference: structureReference,
      ofDataSet: xmlAttribute('ss:dataScope', 'DataStructure'),
    }),
  );

export const ml21StructureSpecific = writer(() => 'StructureSpecificData');

/** Flat data are no time series: their root is the general one. */
export const ml21StructureSpecificTimeSeries = writer(({ isFlat }) =>
  isFlat ? 'StructureSpecificData' : 'StructureSpecificTimeSeriesData',
);
