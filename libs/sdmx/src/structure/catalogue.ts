import type { ArtefactType } from '../query/data-query.ts';
import type { Attribute, Component, Dimension } from './components.ts';
import { AGENCY, ARTEFACT_VERSION, FLOWS, STRUCTURES, type Context, type Flow } from './flows.ts';

/** What names an artefact. */
export interface ArtefactName {
  readonly type: ArtefactType;
  readonly agency: string;
  readonly id: string;
  readonly version: string;
}

/** Code lists of ours: which codes are theirs, the caller knows. */
const OWN_CODE_LISTS = [
  'CL_REPORTER',
  'CL_AREA',
  'CL_INDICATOR',
  'CL_COVERAGE',
  'CL_FLOW',
  'CL_MODE',
  'CL_PRODUCT',
  'CL_CURRENCY',
  'CL_TRANSFORMATION',
  'CL_BASIS',
  'CL_READING',
  'CL_UNIT',
  'CL_FIGURE_STATUS',
  'CL_VERDICT',
  'CL_EVIDENCE_KIND',
] as const;

/** Code lists of the standard, with their versions. */
const STANDARD_CODE_LISTS = {
  CL_FREQ: '2.1',
  CL_OBS_STATUS: '2.3',
  CL_CONF_STATUS: '1.4',
  CL_UNIT_MULT: '1.1',
  CL_DECIMALS: '1.0',
} as const;

export type CodeListId = (typeof OWN_CODE_LISTS)[number] | keyof typeof STANDARD_CODE_LISTS;

/** The list of each coded component. */
export const CODE_LIST_OF = {
  REPORTER: 'CL_REPORTER',
  REF_AREA: 'CL_AREA',
  INDICATOR: 'CL_INDICATOR',
  COVERAGE: 'CL_COVERAGE',
  FLOW: 'CL_FLOW',
  MODE: 'CL_MODE',
  PRODUCT: 'CL_PRODUCT',
  COUNTERPART: 'CL_AREA',
  CURRENCY: 'CL_CURRENCY',
  FREQ: 'CL_FREQ',
  TRANSFORMATION: 'CL_TRANSFORMATION',
  BASIS: 'CL_BASIS',
  READING: 'CL_READING',
  OBS_STATUS: 'CL_OBS_STATUS',
  CONF_STATUS: 'CL_CONF_STATUS',
  UNIT_MEASURE: 'CL_UNIT',
  UNIT_MULT: 'CL_UNIT_MULT',
  DECIMALS: 'CL_DECIMALS',
  FIGURE_STATUS: 'CL_FIGURE_STATUS',
  VERDICT: 'CL_VERDICT',
  EVIDENCE_KIND: 'CL_EVIDENCE_KIND',
} as const satisfies Readonly<Record<Dimension, CodeListId> & Partial<Record<Attribute, CodeListId>>>;

export type CodedComponent = keyof typeof CODE_LIST_OF;

/** Whether the values of a component are codes of a list. */
export const isCoded = <Of extends Component>(component: Of): component is Of & CodedComponent =>
  Object.hasOwn(CODE_LIST_OF, component);

const STANDARD_AGENCY = 'SDMX';

const own = (type: ArtefactType, id: string): ArtefactName => ({
  type,
  agency: AGENCY,
  id,
  version: ARTEFACT_VERSION,
});

export const AGENCIES: ArtefactName = {
  type: 'agencyscheme',
  agency: STANDARD_AGENCY,
  id: 'AGENCIES',
  version: '1.0',
};
export const CONCEPTS = own('conceptscheme', 'CS_GROWTH');

/** The structure of a flow has its name, and so has its constraint. */
export const structureOf = (flow: Flow): ArtefactName => own('datastructure', STRUCTURES[flow]);
export const flowName = (flow: Flow): ArtefactName => own('dataflow', flow);
/** What data name as their structure. */
export const contextName = (context: Context, flow: Flow): ArtefactName =>
  context === 'dataflow' ? flowName(flow) : structureOf(flow);
export const constraintOf = (flow: Flow): ArtefactName => own('constraint', flow.replace('DF_', 'CR_'));

const isStandard = (id: CodeListId): id is keyof typeof STANDARD_CODE_LISTS =>
  Object.hasOwn(STANDARD_CODE_LISTS, id);

export function codeListName(id: CodeListId): ArtefactName {
  return isStandard(id)
    ? { type: 'codelist', agency: STANDARD_AGENCY, id, version: STANDARD_CODE_LISTS[id] }
    : own('codelist', id);
}

export const CODE_LISTS: readonly CodeListId[] = [
  ...OWN_CODE_LISTS,
  ...(Object.keys(STANDARD_CODE_LISTS) as (keyof typeof STANDARD_CODE_LISTS)[]),
];

/** Every artefact that is served, in the order of a message. */
export const CATALOGUE: readonly ArtefactName[] = [
  AGENCIES,
  ...CODE_LISTS.map(codeListName),
  CONCEPTS,
  ...FLOWS.map(structureOf),
  ...FLOWS.map(flowName),
  ...FLOWS.map(constraintOf),
];
