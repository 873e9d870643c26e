import { csv1 } from './csv/csv-1.ts';
import { csv2 } from './csv/csv-2.ts';
import { json1 } from './json/json-1.ts';
import { json20, json21 } from './json/json-2.ts';
import { ml21Generic, ml21GenericTimeSeries } from './ml/ml-21-generic.ts';
import { ml21StructureSpecific, ml21StructureSpecificTimeSeries } from './ml/ml-21-structure-specific.ts';
import { ml3 } from './ml/ml-3.ts';
import type { DataFormat } from '../negotiation/form.ts';
import type { DataWriter } from './writer.ts';

/** The writer of each format of data. */
export const DATA_WRITERS = {
  json2_1: json21,
  json2_0: json20,
  json1,
  csv2_1: csv2,
  csv2_0: csv2,
  csv1,
  ml3,
  ml21Generic,
  ml21StructureSpecific,
  ml21GenericTimeSeries,
  ml21StructureSpecificTimeSeries,
} as const satisfies Readonly<Record<DataFormat, DataWriter>>;
