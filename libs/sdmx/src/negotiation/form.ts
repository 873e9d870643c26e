import type { Language } from '@silkgauge/codelists';

/** Forms of data, each with its writer. */
export const DATA_FORMATS = {
  json2_1: 'application/vnd.sdmx.data+json;version=2.1.0',
  json2_0: 'application/vnd.sdmx.data+json;version=2.0.0',
  json1: 'application/vnd.sdmx.data+json;version=1.0.0',
  csv2_1: 'application/vnd.sdmx.data+csv;version=2.1.0',
  csv2_0: 'application/vnd.sdmx.data+csv;version=2.0.0',
  csv1: 'application/vnd.sdmx.data+csv;version=1.0.0',
  ml3: 'application/vnd.sdmx.data+xml;version=3.0.0',
  ml21Generic: 'application/vnd.sdmx.genericdata+xml;version=2.1',
  ml21StructureSpecific: 'application/vnd.sdmx.structurespecificdata+xml;version=2.1',
  ml21GenericTimeSeries: 'application/vnd.sdmx.generictimeseriesdata+xml;version=2.1',
  ml21StructureSpecificTimeSeries: 'application/vnd.sdmx.structurespecifictimeseriesdata+xml;version=2.1',
} as const;

export type DataFormat = keyof typeof DATA_FORMATS;

/** Forms of structures and availability. */
export const STRUCTURE_FORMATS = {
  structureJson2_1: 'application/vnd.sdmx.structure+json;version=2.1.0',
  structureJson2_0: 'application/vnd.sdmx.structure+json;version=2.0.0',
  structureMl3: 'application/vnd.sdmx.structure+xml;version=3.0.0',
  structureMl21: 'application/vnd.sdmx.structure+xml;version=2.1',
} as const;

export type StructureFormat = keyof typeof STRUCTURE_FORMATS;

/** Options of SDMX-CSV, which stand in `Accept`; other forms pass over them. */
export interface CsvOptions {
  readonly labels: 'id' | 'name' | 'both';
  readonly keys: 'none' | 'obs' | 'series' | 'both';
  readonly timeFormat: 'original';
}

/** The outcome of negotiation. */
export interface NegotiatedForm<Format extends DataFormat | StructureFormat> {
  readonly format: Format;
  /** For `Content-Type`: the type and version, without a space and with nothing behind them. */
  readonly mediaType: string;
  readonly language: Language;
  readonly csv: CsvOptions;
}
