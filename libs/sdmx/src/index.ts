export { ATTRIBUTES, DIMENSIONS, MEASURE, TIME_DIMENSION } from './structure/components.ts';
export type { Attribute, Component, Dimension } from './structure/components.ts';
export { AGENCY, ARTEFACT_VERSION, FLOWS } from './structure/flows.ts';
export type { Context, Flow } from './structure/flows.ts';
export { measureCode, namesOf, type NameOf } from './structure/code-names.ts';
export type { BothNames, Language } from './structure/names.ts';
export { growthCode, ITSELF, LEVEL, readingCode } from './observation/dimension-codes.ts';
export type { Observation } from './observation/observation.ts';
export type {
  AvailabilityQuery,
  ComponentFilter,
  DataQuery,
  DataSelection,
  Door,
  KeyPattern,
  LogPoint,
  SdmxRequest,
  SortTerm,
  StructureQuery,
} from './query/data-query.ts';
export { kindOfTarget, readRequest } from './query/read-request.ts';
export { matcherOf } from './query/matches.ts';
export { LARGEST_TARGET } from './query/target.ts';
export { negotiateData, negotiateStructure, type Wish } from './negotiation/negotiate.ts';
export {
  DATA_FORMATS,
  STRUCTURE_FORMATS,
  type CsvOptions,
  type DataFormat,
  type NegotiatedForm,
  type StructureFormat,
} from './negotiation/form.ts';
export { SdmxFault } from './errors/fault.ts';
export {
  aheadOfLog,
  databaseAway,
  methodNotAllowed,
  notBuilt,
  nothingMatches,
  severalFlows,
  tooLarge,
} from './errors/refusals.ts';
export { FAULT_MEDIA_TYPES, faultBody, faultForm, type FaultForm, type FaultHead } from './errors/bodies.ts';
export type { Artefact, Counts, StructureMessage } from './structure/artefact.ts';
export { artefactsFor, availabilityFor, needsContent, type Content, type Used } from './structure/build.ts';
export { isCoded, type CodedComponent } from './structure/catalogue.ts';
export { STRUCTURE_WRITERS } from './structure/structure-writers.ts';
export {
  observationsOf,
  observationsOfSeries,
  type ObservationContext,
} from './observation/observations-of.ts';
export { byKeyAndPeriod, byPeriod, seriesPart } from './observation/order.ts';
export { printsOf, type EventIdentity, type EvidenceOf, type PrintEvidence } from './observation/prints.ts';
export { DATA_WRITERS } from './data/data-writers.ts';
export type { Action, DataMessage, DataOptions, DataSet, DataWriter } from './data/writer.ts';
