import type { SdmxFault } from '../errors/fault.ts';
import { notBuilt, notFound } from '../errors/refusals.ts';
import type { Door, SdmxRequest } from './data-query.ts';
import { readAvailabilityQuery, readDataQuery } from './data-requests.ts';
import { isOtherType, servedTypes, typeNamed } from './references.ts';
import { readStructureQuery } from './structure-request.ts';
import { readTarget } from './target.ts';

/** Resources of the standard that are not built. */
const OTHER_RESOURCES = ['metadata', 'schema', 'registration'];

/**
 * Reads a request behind the base path of a door: raw path and query, such as
 * `/data/dataflow/SILKGAUGE/DF_GROWTH?c[FREQ]=M`. @throws SdmxFault and nothing else
 */
export function readRequest(door: Door, target: string): SdmxRequest {
  const { path, parameters } = readTarget(target);
  const [resource = '', ...rest] = path;
  if (resource === 'data') return { kind: 'data', query: readDataQuery(door, rest, parameters) };
  if (resource === (door === '3.0' ? 'availability' : 'availableconstraint')) {
    return { kind: 'availability', query: readAvailabilityQuery(door, rest, parameters) };
  }
  if (door === '3.0' && resource === 'structure') {
    return { kind: 'structure', query: readStructureQuery(door, rest, parameters) };
  }
  if (door === '2.1' && isStructures(resource)) {
    return { kind: 'structure', query: readStructureQuery(door, path, parameters) };
  }
  throw noResource(door, resource);
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
      ? ['data', 'availability', 'structure']
      : ['data', 'availableconstraint', 'structure', ...servedTypes(door)];
  if (!OTHER_RESOURCES.includes(resource)) {
    return notFound({ en: 'resource', zh: '资源' }, 'resource', resource, served);
  }
  return notBuilt(
    'resource',
    { en: `the resource ${resource}`, zh: `资源 ${resource}` },
    { en: `there are ${served.join(', ')}`, zh: `现有 ${served.join('、')}` },
  );
}
