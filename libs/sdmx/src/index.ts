export { ATTRIBUTES, DIMENSIONS, MEASURE, TIME_DIMENSION } from './structure/components.ts';
export type { Attribute, Dimension } from './structure/components.ts';
export { AGENCY, ARTEFACT_VERSION, FLOWS } from './structure/flows.ts';
export type { Flow } from './structure/flows.ts';
export type { Observation } from './observation/observation.ts';
