export { ATTRIBUTES, DIMENSIONS, TIME_DIMENSION } from './structure/components.ts';
export type { Attribute, Component, Dimension } from './structure/components.ts';
export { AGENCY, FLOWS } from './structure/flows.ts';
export type { Context, Flow } from './structure/flows.ts';
export { measureCode, namesOf, type NameOf } from './structure/code-names.ts';
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
  SortTerm,
  StructureQuery,
} from './query/data-query.ts';
export { kindOfTarget, readRequest } from './query/read-request.ts';
export { matcherOf } from './query/matches.ts';
export { negotiateData, negotiateStructure, type WantedForm } from './negotiation/negotiate.ts';
export { type DataFormat, type NegotiatedForm, type StructureFormat } from './negotiation/form.ts';
export { SdmxFault } from './errors/fault.ts';
export {
  aheadOfLog,
  databaseAway,
  methodNotAllowed,
  notBuilt,
  nothingMatches,
  tooLarge,
} from './errors/refusals.ts';
export { FAULT_MEDIA_TYPES, faultBody, faultForm } from './errors/bodies.ts';
export type { Artefact, Counts, StructureMessage } from './structure/artefact.ts';
export { artefactsFor, availabilityFor, needsContent, type Content, type Used } from './structure/build.ts';
export { isCoded, type CodedComponent } from './structure/catalogue.ts';
export { STRUCTURE_WRITERS } from './structure/structure-writers.ts';
export { observationsOf } from './observation/observations-of.ts';
export { byKeyAndPeriod, byPeriod, seriesPart } from './observation/order.ts';
export { printsOf, type EventIdentity, type ObservationContext } from './observation/prints.ts';
export { DATA_WRITERS } from './data/data-writers.ts';
export type { Action, DataMessage, DataSet } from './data/writer.ts';
