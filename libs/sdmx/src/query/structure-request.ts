import { notBuilt, notFound, unknownWord } from '../errors/refusals.ts';
import { CATALOGUE, type ArtefactName } from '../structure/catalogue.ts';
import { readWord } from './contents.ts';
import { ARTEFACT_TYPES, DETAILS, type ArtefactType, type Door, type StructureQuery } from './data-query.ts';
import { isOtherType, readReferences, servedTypes, typeNamed } from './references.ts';
import { knownParameters, within, type Target } from './target.ts';
import { isVersion, readVersions } from './versions.ts';

/** Reads a query for structures; `path` begins with the type. @throws SdmxFault */
export function readStructureQuery(
  door: Door,
  path: Target['path'],
  given: Target['parameters'],
): StructureQuery {
  const [type = '*', agency = '*', id = '*', version = '*', item = '*'] = within(path, 5);
  const types = readTypes(type, door);
  const { values } = knownParameters(given, ['detail', 'references', 'format', 'asOf']);
  if (values.has('asOf')) {
    throw notBuilt(
      'asOf',
      { en: 'asOf of structures', zh: '结构的 asOf' },
      { en: 'leave it out: structures only grow', zh: '请省略：结构只会增加' },
    );
  }
  const query = {
    types,
    agencies: namesOf(agency, door),
    ids: namesOf(id, door),
    versions: readVersions(version, door),
    items: namesOf(item, door),
  };
  refuseUnknown(query);
  return {
    ...query,
    isSchema: false,
    detail: readWord(values.get('detail') ?? 'full', 'detail', DETAILS),
    references: readReferences(values.get('references'), door),
    format: values.get('format') ?? null,
  };
}

const ANY_TYPE: Readonly<Record<Door, readonly string[]>> = { '3.0': ['*', 'all'], '2.1': ['structure'] };

function readTypes(text: string, door: Door): readonly ArtefactType[] {
  if (ANY_TYPE[door].includes(text)) return ARTEFACT_TYPES;
  return text.split(door === '3.0' ? ',' : '+').map((name) => {
    const type = typeNamed(name, door);
    if (type !== undefined) return type;
    const served = servedTypes(door);
    if (!isOtherType(name, door)) throw unknownWord('type', name, served);
    throw notBuilt(
      'type',
      { en: `the artefact type ${name}`, zh: `制品类型 ${name}` },
      { en: `there are ${served.join(', ')}`, zh: `现有 ${served.join('、')}` },
    );
  });
}

function namesOf(text: string, door: Door): readonly string[] | null {
  const names = text.split(door === '3.0' ? ',' : /[+,]/);
  return names.some((name) => ['', '*', 'all'].includes(name)) ? null : names;
}

/** The named artefacts of the catalogue. */
export const artefactsNamed = (query: Pick<StructureQuery, 'types' | 'agencies' | 'ids' | 'versions'>) =>
  CATALOGUE.filter(
    ({ type, agency, id, version }) =>
      query.types.includes(type) &&
      (query.agencies?.includes(agency) ?? true) &&
      (query.ids?.includes(id) ?? true) &&
      isVersion(version, query.versions),
  );

const distinct = (
  artefacts: readonly ArtefactName[],
  of: (name: ArtefactName) => string,
): readonly string[] => [...new Set(artefacts.map(of))];

/** Names the first part of the path that leaves nothing. @throws SdmxFault */
function refuseUnknown(query: Pick<StructureQuery, 'types' | 'agencies' | 'ids' | 'versions'>): void {
  const all = { types: query.types, agencies: null, ids: null, versions: null };
  const typed = artefactsNamed(all);
  const ofAgency = artefactsNamed({ ...all, agencies: query.agencies });
  if (ofAgency.length === 0) {
    const agencies = distinct(typed, ({ agency }) => agency);
    throw notFound({ en: 'agency', zh: '机构' }, 'agency', (query.agencies ?? []).join(','), agencies);
  }
  const withId = artefactsNamed({ ...query, versions: null });
  if (withId.length === 0) {
    const what = { en: 'artefact of this type and agency', zh: '该类型与机构的制品' };
    throw notFound(
      what,
      'id',
      (query.ids ?? []).join(','),
      distinct(ofAgency, ({ id }) => id),
    );
  }
  if (artefactsNamed(query).length > 0) return;
  const versions = distinct(withId, ({ version }) => version);
  throw notFound({ en: 'version', zh: '版本' }, 'version', (query.versions ?? []).join(','), versions);
}
