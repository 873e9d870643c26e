import type {
  Artefact,
  Constraint,
  DataStructure,
  ItemScheme,
  KeyValues,
  StructureMessage,
} from '../artefact.ts';
import { MEASURE, TIME_DIMENSION } from '../components.ts';
import {
  ATTRIBUTE_LIST,
  DIMENSION_LIST,
  MEASURE_TYPE,
  TIME_TYPE,
  type Representation,
} from '../components-of.ts';
import { itemUrn } from '../urns.ts';
import type { Dialect } from './dialect.ts';
import { headerOf, headOf } from './head-ml.ts';
import { bothLanguages, xmlDocument, type Elements } from './xml.ts';

/** A message of structures in SDMX-ML. */
export function structureMl(dialect: Dialect, message: StructureMessage): string {
  const { base, groups } = dialect;
  const given = groups.flatMap(([group, element, type]): [string, Elements][] => {
    const artefacts = message.artefacts.filter((artefact) => artefact.type === type);
    const elements = artefacts.map((artefact) => artefactMl(dialect, artefact, message));
    return elements.length === 0 ? [] : [[group, { [element]: elements }]];
  });
  return xmlDocument({
    'mes:Structure': {
      '@xmlns:mes': `${base}/message`,
      '@xmlns:str': `${base}/structure`,
      '@xmlns:com': `${base}/common`,
      'mes:Header': headerOf(message),
      'mes:Structures': Object.fromEntries(given),
    },
  });
}

function artefactMl(dialect: Dialect, artefact: Artefact, message: StructureMessage): Elements {
  const own = headOf(artefact, dialect.generation, message);
  const head = artefact.type === 'constraint' ? { ...dialect.actual, ...own } : own;
  if (artefact.stub !== null) return head;
  switch (artefact.type) {
    case 'datastructure':
      return { ...head, 'str:DataStructureComponents': components(dialect, artefact) };
    case 'dataflow':
      return { ...head, 'str:Structure': dialect.reference(artefact.structure) };
    case 'constraint':
      return { ...head, ...constraint(dialect, artefact) };
    default:
      return { '@isPartial': String(artefact.isPartial), ...head, ...items(artefact) };
  }
}

const ITEMS = { agencyscheme: 'str:Agency', codelist: 'str:Code', conceptscheme: 'str:Concept' } as const;

const items = (scheme: ItemScheme): Elements => ({
  [ITEMS[scheme.type]]: scheme.items.map(({ id, names }) => ({
    '@id': id,
    '@urn': itemUrn(scheme, id),
    'com:Name': bothLanguages(names),
  })),
});

function components(
  { reference, concept, usage, attachedTo, measureList }: Dialect,
  { flow }: DataStructure,
): Elements {
  const component = (id: string, representation: Representation): Elements => ({
    '@id': id,
    'str:ConceptIdentity': concept(id),
    'str:LocalRepresentation':
      'list' in representation
        ? { 'str:Enumeration': reference(representation.list) }
        : { 'str:TextFormat': { '@textType': representation.textType } },
  });
  return {
    'str:DimensionList': {
      '@id': 'DimensionDescriptor',
      'str:Dimension': DIMENSION_LIST.map(({ id, position, representation }) => ({
        '@position': String(position + 1),
        ...component(id, representation),
      })),
      ...(flow === 'DF_GROWTH' && {
        'str:TimeDimension': component(TIME_DIMENSION, { textType: TIME_TYPE }),
      }),
    },
    'str:AttributeList': {
      '@id': 'AttributeDescriptor',
      'str:Attribute': ATTRIBUTE_LIST.map(({ id, isMandatory, representation }) => ({
        ...usage(isMandatory),
        ...component(id, representation),
        'str:AttributeRelationship': attachedTo,
      })),
    },
    'str:MeasureList': {
      '@id': 'MeasureDescriptor',
      ...measureList(component(MEASURE, { textType: MEASURE_TYPE })),
    },
  };
}

function constraint(dialect: Dialect, { attachment, keyValues }: Constraint): Elements {
  const { reference, region } = dialect;
  const attached = attachment.type === 'dataflow' ? 'str:Dataflow' : 'str:DataStructure';
  const values = regionOf(dialect, keyValues);
  return {
    'str:ConstraintAttachment': { [attached]: reference(attachment) },
    ...(values.length > 0 && { 'str:CubeRegion': { '@include': 'true', [`${region}:KeyValue`]: values } }),
  };
}

/** Periods are told with the other values where the dialect has that, and by themselves where they are alone. */
function regionOf({ region, hasValidity }: Dialect, keyValues: readonly KeyValues[]): readonly Elements[] {
  const periods = keyValues.find((given) => 'start' in given);
  if (!hasValidity || periods === undefined || keyValues.length === 1)
    return keyValues.map((given) => keyValue(given, region));
  return keyValues
    .filter((given) => given !== periods)
    .map((given) => ({ '@validFrom': periods.start, '@validTo': periods.end, ...keyValue(given, region) }));
}

const keyValue = (given: KeyValues, region: Dialect['region']): Elements => ({
  '@id': given.id,
  '@include': 'true',
  ...('values' in given
    ? { [`${region}:Value`]: given.values }
    : {
        [`${region}:TimeRange`]: {
          [`${region}:StartPeriod`]: { '@isInclusive': 'true', '#': given.start },
          [`${region}:EndPeriod`]: { '@isInclusive': 'true', '#': given.end },
        },
      }),
});
