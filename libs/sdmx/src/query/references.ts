import { unknownWord } from '../errors/refusals.ts';
import { ARTEFACT_TYPES, DIRECTIONS, type ArtefactType, type Door, type References } from './data-query.ts';

/** Names of constraints at a door, that of the standard first; sdmx1 asks for the second one under 3.0. */
const CONSTRAINTS: Readonly<Record<Door, readonly [string, ...string[]]>> = {
  '3.0': ['dataconstraint', 'contentconstraint'],
  '2.1': ['contentconstraint', 'actualconstraint'],
};

/** Types of the standard without an artefact here. */
const OTHER_TYPES: Readonly<Record<Door, readonly string[]>> = {
  '3.0': [
    ...['metadatastructure', 'categoryscheme', 'hierarchy', 'hierarchyassociation', 'valuelist'],
    ...['organisationscheme', 'dataproviderscheme', 'metadataproviderscheme', 'dataconsumerscheme'],
    ...['organisationunitscheme', 'metadataflow', 'reportingtaxonomy', 'provisionagreement'],
    ...['metadataprovisionagreement', 'structuremap', 'representationmap', 'conceptschememap'],
    ...['categoryschememap', 'organisationschememap', 'reportingtaxonomymap', 'process', 'categorisation'],
    ...['metadataconstraint', 'transformationscheme', 'rulesetscheme', 'userdefinedoperatorscheme'],
    ...['customtypescheme', 'namepersonalisationscheme', 'vtlmappingscheme'],
  ],
  '2.1': [
    ...['metadatastructure', 'categoryscheme', 'hierarchicalcodelist', 'organisationscheme'],
    ...['dataproviderscheme', 'dataconsumerscheme', 'organisationunitscheme', 'metadataflow'],
    ...['reportingtaxonomy', 'provisionagreement', 'structureset', 'process', 'categorisation'],
    ...['attachmentconstraint', 'allowedconstraint', 'transformationscheme', 'rulesetscheme'],
    ...['userdefinedoperatorscheme', 'customtypescheme', 'namepersonalisationscheme', 'namealiasscheme'],
    ...['vtlmappingscheme'],
  ],
};

const OWN = ARTEFACT_TYPES.filter((type) => type !== 'constraint');

/** The name of a type at a door. */
export const nameOfType = (type: ArtefactType, door: Door): string =>
  type === 'constraint' ? CONSTRAINTS[door][0] : type;

/** Names of the types that are served at a door. */
export const servedTypes = (door: Door): readonly string[] =>
  ARTEFACT_TYPES.map((type) => nameOfType(type, door));

/** The type behind a name; undefined for what is not served. */
export const typeNamed = (name: string, door: Door): ArtefactType | undefined =>
  CONSTRAINTS[door].includes(name) ? 'constraint' : OWN.find((type) => type === name);

export const isOtherType = (name: string, door: Door): boolean => OTHER_TYPES[door].includes(name);

/** Reads `references`: directions or types, joined by commas; a type without an artefact brings none. @throws SdmxFault */
export function readReferences(text = 'none', door: Door): References {
  const directions: References['directions'][number][] = [];
  const types: ArtefactType[] = [];
  for (const word of text.split(door === '3.0' ? ',' : /[+,]/)) {
    const direction = DIRECTIONS.find((each) => each === word);
    const type = typeNamed(word, door);
    if (direction !== undefined) directions.push(direction);
    else if (type !== undefined) types.push(type);
    else if (!isOtherType(word, door))
      throw unknownWord('references', word, [...DIRECTIONS, ...servedTypes(door)]);
  }
  return { directions, types };
}
