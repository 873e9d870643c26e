import { SdmxFault } from '../errors/fault.ts';
import { notBuilt, notFound } from '../errors/refusals.ts';
import type { Door, SdmxRequest } from './data-query.ts';
import { readAvailabilityQuery, readDataQuery } from './data-requests.ts';
import { isOtherType, servedTypes, typeNamed } from './references.ts';
import { readSchemaQuery } from './schema-request.ts';
import { readStructureQuery } from './structure-request.ts';
import { firstPartOf, readTarget } from './target.ts';

/** Resources of the standard that are not built. */
const OTHER_RESOURCES = ['metadata', 'registration'];

const SCHEMA = 'schema';

/**
 * Reads a request behind the base path of a door: raw path and query, such as
 * `/data/dataflow/SILKGAUGE/DF_GROWTH?c[FREQ]=M`. @throws SdmxFault and nothing else
 */
export function readRequest(door: Door, target: string): SdmxRequest {
  const { path, parameters } = readTarget(target);
  const [resource = '', ...rest] = path;
  const kind = kindOf(door, resource);
  switch (kind) {
    case 'data':
      return { kind, query: readDataQuery(door, rest, parameters) };
    case 'availability':
      return { kind, query: readAvailabilityQuery(door, rest, parameters) };
    case 'structure':
      return {
        kind,
        query:
          resource === SCHEMA
            ? readSchemaQuery(door, rest, parameters)
            : readStructureQuery(door, door === '3.0' ? rest : path, parameters),
      };
    case null:
      throw noResource(door, resource);
  }
}

/** What a request asks for by its first part, as `readRequest` takes it; null for nothing that is served. */
export function kindOfTarget(door: Door, target: string): SdmxRequest['kind'] | null {
  try {
    return kindOf(door, firstPartOf(target));
  } catch (error) {
    if (error instanceof SdmxFault) return null;
    throw error;
  }
}

function kindOf(door: Door, resource: string): SdmxRequest['kind'] | null {
  if (resource === 'data') return 'data';
  if (resource === (door === '3.0' ? 'availability' : 'availableconstraint')) return 'availability';
  if (resource === SCHEMA) return 'structure';
  return (door === '3.0' ? resource === 'structure' : isStructures(resource)) ? 'structure' : null;
}

/** Under REST 1.5 the type of structures is the resource. */
const isStructures = (resource: string): boolean =>
  resource
    .split('+')
    .every(
      (name) => name === 'structure' || typeNamed(name, '2.1') !== undefined || isOtherType(name, '2.1'),
    );

function noResource(door: Door, resource: string): SdmxFault {
  const served =
    door === '3.0'
      ? ['data', 'availability', 'structure', SCHEMA]
      : ['data', 'availableconstraint', SCHEMA, 'structure', ...servedTypes(door)];
  if (!OTHER_RESOURCES.includes(resource)) {
    return notFound({ en: 'resource', zh: '资源' }, 'resource', resource, served);
  }
  return notBuilt(
    'resource',
    { en: `the resource ${resource}`, zh: `资源 ${resource}` },
    { en: `there are ${served.join(', ')}`, zh: `现有 ${served.join('、')}` },
  );
}
