import type { BothNames } from '@silkgauge/codelists';
import type {
  Artefact,
  Constraint,
  DataStructure,
  ItemScheme,
  KeyValues,
  StructureMessage,
} from '../artefact.ts';
import { CONCEPTS } from '../catalogue.ts';
import { MEASURE, TIME_DIMENSION } from '../components.ts';
import {
  ATTRIBUTE_LIST,
  DIMENSION_LIST,
  MEASURE_TYPE,
  TIME_TYPE,
  type Representation,
} from '../components-of.ts';
import { artefactAddress } from '../address.ts';
import { artefactUrn, itemUrn } from '../urns.ts';

type Version = '2.1.0' | '2.0.0';

/** One artefact as SDMX-JSON has it. */
export function jsonArtefact(version: Version, artefact: Artefact, message: StructureMessage): object {
  if (version === '2.1.0' && artefact.type === 'constraint' && artefact.isAvailability) {
    return availability(artefact);
  }
  const head = headOf(artefact, message);
  if (artefact.stub !== null) return head;
  switch (artefact.type) {
    case 'datastructure':
      return { ...head, dataStructureComponents: components(artefact) };
    case 'dataflow':
      return { ...head, structure: artefactUrn(artefact.structure) };
    case 'constraint':
      return { ...head, ...(version === '2.0.0' && { role: 'Actual' }), ...constraint(artefact) };
    default:
      return { ...head, ...itemsOf(artefact, message) };
  }
}

const named = (names: BothNames, { language }: StructureMessage): object => ({
  name: names[language],
  names,
});

function headOf(artefact: Artefact, message: StructureMessage): object {
  const { agency, id, version, names, description, stub } = artefact;
  const link = {
    rel: 'self',
    urn: artefactUrn(artefact),
    ...(stub !== null && { href: artefactAddress(message, artefact) }),
  };
  return {
    ...{ id, version, agencyID: agency },
    ...named(names, message),
    ...(description && stub !== 'stub' && { descriptions: description }),
    ...(stub !== null && { isExternalReference: true }),
    links: [link],
  };
}

function itemsOf(scheme: ItemScheme, message: StructureMessage): object {
  const members = { agencyscheme: 'agencies', codelist: 'codes', conceptscheme: 'concepts' } as const;
  const items = scheme.items.map(({ id, names }) => ({
    id,
    ...named(names, message),
    links: [{ rel: 'self', urn: itemUrn(scheme, id) }],
  }));
  // A list without items has no member for them.
  return { isPartial: scheme.isPartial, ...(items.length > 0 && { [members[scheme.type]]: items }) };
}

const concept = (id: string): string => itemUrn({ ...CONCEPTS, type: 'conceptscheme' }, id);

const represented = (representation: Representation): object =>
  'list' in representation
    ? { enumeration: artefactUrn(representation.list) }
    : { format: { dataType: representation.textType } };

const components = ({ flow }: DataStructure): object => ({
  dimensionList: {
    id: 'DimensionDescriptor',
    dimensions: DIMENSION_LIST.map(({ id, position, representation }) => ({
      ...{ id, position },
      conceptIdentity: concept(id),
      localRepresentation: represented(representation),
    })),
    ...(flow === 'DF_GROWTH' && {
      timeDimension: {
        id: TIME_DIMENSION,
        conceptIdentity: concept(TIME_DIMENSION),
        localRepresentation: { format: { dataType: TIME_TYPE } },
      },
    }),
  },
  measureList: {
    id: 'MeasureDescriptor',
    measures: [
      {
        id: MEASURE,
        usage: 'optional',
        conceptIdentity: concept(MEASURE),
        localRepresentation: { format: { dataType: MEASURE_TYPE } },
      },
    ],
  },
  attributeList: {
    id: 'AttributeDescriptor',
    attributes: ATTRIBUTE_LIST.map(({ id, isMandatory, representation }) => ({
      id,
      usage: isMandatory ? 'mandatory' : 'optional',
      attributeRelationship: { observation: {} },
      conceptIdentity: concept(id),
      localRepresentation: represented(representation),
    })),
  },
});

const keyValue = (given: KeyValues): object =>
  'values' in given
    ? { id: given.id, include: true, values: given.values.map((value) => ({ value })) }
    : {
        id: given.id,
        include: true,
        timeRange: {
          startPeriod: { period: given.start, isInclusive: true },
          endPeriod: { period: given.end, isInclusive: true },
        },
      };

const region = (keyValues: readonly KeyValues[]): object => ({
  include: true,
  keyValues: keyValues.map(keyValue),
});

function constraint({ attachment, keyValues, counts }: Constraint): object {
  const attached = [artefactUrn(attachment)];
  return {
    ...(counts && {
      annotations: [
        { id: 'series_count', type: 'sdmx_metrics', title: String(counts.series) },
        { id: 'obs_count', type: 'sdmx_metrics', title: String(counts.observations) },
      ],
    }),
    constraintAttachment:
      attachment.type === 'dataflow' ? { dataflows: attached } : { dataStructures: attached },
    ...(keyValues.length > 0 && { cubeRegions: [region(keyValues)] }),
  };
}

function availability({ attachment, keyValues, counts }: Constraint): object {
  const urn = artefactUrn(attachment);
  return {
    constraintAttachment: attachment.type === 'dataflow' ? { dataflow: urn } : { dataStructure: urn },
    ...(keyValues.length > 0 && { cubeRegion: region(keyValues) }),
    ...(counts && { seriesCount: counts.series, obsCount: counts.observations }),
  };
}
