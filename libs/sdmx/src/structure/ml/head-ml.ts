import { artefactAddress } from '../address.ts';
import type { Artefact, Counts, StructureMessage } from '../artefact.ts';
import type { Door } from '../../query/data-query.ts';
import { AGENCY } from '../flows.ts';
import { artefactUrn } from '../urns.ts';
import { bothLanguages, type Elements } from './xml.ts';

/** The header of a message. */
export const headerOf = ({ id, prepared, test }: StructureMessage): Elements => ({
  'mes:ID': id,
  'mes:Test': String(test),
  'mes:Prepared': prepared,
  'mes:Sender': { '@id': AGENCY },
});

/** Identification, annotations, names and description: the beginning of each artefact. */
export function headOf(artefact: Artefact, generation: Door, message: StructureMessage): Elements {
  const { agency, id, version, names, description, stub } = artefact;
  return {
    '@id': id,
    '@agencyID': agency,
    // Agencies have no versions in 3.0.
    ...((generation === '2.1' || artefact.type !== 'agencyscheme') && { '@version': version }),
    '@urn': artefactUrn(artefact, generation),
    ...(stub !== null && {
      '@isExternalReference': 'true',
      '@structureURL': artefactAddress(message, artefact),
    }),
    ...(artefact.type === 'constraint' && artefact.counts && { 'com:Annotations': metrics(artefact.counts) }),
    'com:Name': bothLanguages(names),
    ...(description && stub !== 'stub' && { 'com:Description': bothLanguages(description) }),
  };
}

const metrics = ({ series, observations }: Counts): Elements => ({
  'com:Annotation': [metric('series_count', series), metric('obs_count', observations)],
});

const metric = (id: string, count: number): Elements => ({
  '@id': id,
  'com:AnnotationTitle': String(count),
  'com:AnnotationType': 'sdmx_metrics',
});
