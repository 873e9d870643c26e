import { badParameter, notBuilt, unknownWord } from '../errors/refusals.ts';
import { readBoolean, readDimensionAtObservation } from './contents.ts';
import type { Door, StructureQuery } from './data-query.ts';
import { readStructureQuery } from './structure-request.ts';
import { knownParameters, within, type Target } from './target.ts';

const CONTEXTS = ['dataflow', 'datastructure'];
/** Contexts of the standard without an artefact here. */
const OTHER_CONTEXTS = [
  'metadataflow',
  'metadatastructure',
  'provisionagreement',
  'metadataprovisionagreement',
];

const PARAMETERS: Readonly<Record<Door, readonly string[]>> = {
  '3.0': ['dimensionAtObservation', 'deletion', 'asOf', 'format'],
  '2.1': ['dimensionAtObservation', 'explicit', 'format'],
};

/**
 * Reads a query for the schema of data; `path` is what stands behind `schema`. As a message of structures that is the
 * named flow or structure with all that it is made of, and of each list the codes of that flow. @throws SdmxFault
 */
export function readSchemaQuery(
  door: Door,
  path: Target['path'],
  given: Target['parameters'],
): StructureQuery {
  const { values } = knownParameters(given, PARAMETERS[door]);
  const [context = '', agency = '', id = '', version = 'latest'] = within(path, 4);
  if (OTHER_CONTEXTS.includes(context))
    throw notBuilt(
      'context',
      { en: `the context ${context}`, zh: `上下文 ${context}` },
      { en: 'write dataflow or datastructure', zh: '请写 dataflow 或 datastructure' },
    );
  if (!CONTEXTS.includes(context)) throw unknownWord('context', context, CONTEXTS);
  requireOne('agency', agency);
  requireOne('id', id);
  if (!['latest', '+', '~'].includes(version)) requireOne('version', version);
  readDimensionAtObservation(values.get('dimensionAtObservation'));
  // Strong types are a matter of XML Schema.
  readBoolean(values.get('explicit'), 'explicit');
  if (readBoolean(values.get('deletion'), 'deletion'))
    throw notBuilt(
      'deletion',
      { en: 'the schema of deletions', zh: '删除消息的模式' },
      { en: 'leave it out', zh: '请省略' },
    );
  const asked = new Map([...values].filter(([name]) => name === 'asOf' || name === 'format'));
  return {
    ...readStructureQuery(door, [context, agency, id, version], asked),
    detail: 'referencepartial',
    references: { directions: ['descendants'], types: [] },
    isSchema: true,
  };
}

/** @throws SdmxFault */
function requireOne(part: string, name: string): void {
  if (name !== '' && !/^(\*|all)$|,/.test(name)) return;
  throw badParameter(
    part,
    { en: 'a schema is of one artefact', zh: '模式只针对一个制品' },
    { en: 'write one name', zh: '请写一个名称' },
  );
}
