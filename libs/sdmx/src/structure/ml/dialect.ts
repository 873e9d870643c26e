import type { Door } from '../../query/data-query.ts';
import type { Artefact } from '../artefact.ts';
import { CONCEPTS, type ArtefactName } from '../catalogue.ts';
import { MEASURE } from '../components.ts';
import { artefactUrn, classOf, itemUrn } from '../urns.ts';
import type { Elements } from './xml.ts';

/** Where the generations of SDMX-ML differ. */
export interface Dialect {
  readonly generation: Door;
  /** Beginning of its name spaces. */
  readonly base: string;
  /** Groups of artefacts in the order of the schema, each with its element. */
  readonly groups: readonly (readonly [group: string, element: string, type: Artefact['type']])[];
  readonly reference: (name: ArtefactName) => Elements | string;
  readonly concept: (id: string) => Elements | string;
  readonly usage: (isMandatory: boolean) => Elements;
  /** What attributes of observations are attached to. */
  readonly attachedTo: Elements;
  readonly measureList: (measure: Elements) => Elements;
  /** Marks a constraint as one of what there is. */
  readonly actual: Elements;
  /** Prefix of the values of a constraint. */
  readonly region: 'str' | 'com';
  /** Whether the other values of a constraint say from when to when there are any. */
  readonly hasValidity: boolean;
}

/** Package and class are optional in the schema, and a stock reader needs them. */
function refTo({ type, id, agency, version }: ArtefactName): Elements {
  if (type === 'constraint') throw new RangeError('Nothing refers to a constraint');
  const [packageName, className] = classOf(type);
  return {
    Ref: {
      '@id': id,
      '@agencyID': agency,
      '@version': version,
      '@package': packageName,
      '@class': className,
    },
  };
}

export const ML_21: Dialect = {
  generation: '2.1',
  base: 'http://www.sdmx.org/resources/sdmxml/schemas/v2_1',
  groups: [
    ['str:OrganisationSchemes', 'str:AgencyScheme', 'agencyscheme'],
    ['str:Dataflows', 'str:Dataflow', 'dataflow'],
    ['str:Codelists', 'str:Codelist', 'codelist'],
    ['str:Concepts', 'str:ConceptScheme', 'conceptscheme'],
    ['str:DataStructures', 'str:DataStructure', 'datastructure'],
    ['str:Constraints', 'str:ContentConstraint', 'constraint'],
  ],
  reference: refTo,
  concept: (id) => ({
    Ref: {
      '@id': id,
      '@maintainableParentID': CONCEPTS.id,
      '@maintainableParentVersion': CONCEPTS.version,
      '@agencyID': CONCEPTS.agency,
      '@package': 'conceptscheme',
      '@class': 'Concept',
    },
  }),
  usage: (isMandatory) => ({ '@assignmentStatus': isMandatory ? 'Mandatory' : 'Conditional' }),
  // Without a class, which another stock reader does not know.
  attachedTo: { 'str:PrimaryMeasure': { Ref: { '@id': MEASURE } } },
  measureList: (measure) => ({ 'str:PrimaryMeasure': measure }),
  actual: { '@type': 'Actual' },
  region: 'com',
  hasValidity: false,
};

export const ML_3: Dialect = {
  generation: '3.0',
  base: 'http://www.sdmx.org/resources/sdmxml/schemas/v3_0',
  groups: [
    ['str:AgencySchemes', 'str:AgencyScheme', 'agencyscheme'],
    ['str:Codelists', 'str:Codelist', 'codelist'],
    ['str:ConceptSchemes', 'str:ConceptScheme', 'conceptscheme'],
    ['str:DataConstraints', 'str:DataConstraint', 'constraint'],
    ['str:Dataflows', 'str:Dataflow', 'dataflow'],
    ['str:DataStructures', 'str:DataStructure', 'datastructure'],
  ],
  reference: (name) => artefactUrn(name),
  concept: (id) => itemUrn({ ...CONCEPTS, type: 'conceptscheme' }, id),
  usage: (isMandatory) => ({ '@usage': isMandatory ? 'mandatory' : 'optional' }),
  // No MeasureRelationship beside it: a stock reader takes none.
  attachedTo: { 'str:Observation': {} },
  measureList: (measure) => ({ 'str:Measure': { '@usage': 'optional', ...measure } }),
  actual: { '@role': 'Actual' },
  region: 'str',
  // A stock reader fails at TimeRange in 3.0.
  hasValidity: true,
};
