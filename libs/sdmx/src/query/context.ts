import { AGENCY, ARTEFACT_VERSION, FLOWS, type Context, type Flow } from '../structure/flows.ts';
import { notBuilt, notFound, unknownWord } from '../errors/refusals.ts';
import { structureOf } from '../structure/catalogue.ts';
import type { DataSelection, Door } from './data-query.ts';
import { isVersion, readVersions } from './versions.ts';

/** The flows of a request, by the artefact that the path names. */
export interface FlowChoice {
  readonly context: Context;
  readonly flows: DataSelection['flows'];
}

const CONTEXTS = ['dataflow', 'datastructure', '*'];

/** Reads `{context}/{agency}/{id}/{version}` of REST 2.2. @throws SdmxFault */
export function readContext(context: string, agency: string, id: string, version: string): FlowChoice {
  if (context === 'provisionagreement') {
    throw notBuilt(
      'context',
      { en: 'the context provisionagreement', zh: '上下文 provisionagreement' },
      { en: 'write dataflow or datastructure', zh: '请写 dataflow 或 datastructure' },
    );
  }
  if (!CONTEXTS.includes(context)) throw unknownWord('context', context, CONTEXTS);
  const kind = context === 'datastructure' ? context : 'dataflow';
  return { context: kind, flows: flowsNamed(kind, agency.split(','), id.split(','), version, '3.0') };
}

/** Reads a flow of REST 1.5: `ID`, `AGENCY,ID` or `AGENCY,ID,VERSION`. @throws SdmxFault */
export function readFlow(flow: string): FlowChoice {
  const parts = flow.split(',');
  if (parts.length > 3) throw notFound(FLOW, 'flow', flow, FLOWS);
  const [first = 'all', second, version = 'latest'] = parts;
  const [agency, id] = second === undefined ? ['all', first] : [first, second];
  return {
    context: 'dataflow',
    flows: flowsNamed('dataflow', agency.split('+'), id.split('+'), version, '2.1'),
  };
}

const FLOW = { en: 'dataflow', zh: '数据流' };
const STRUCTURE = { en: 'data structure', zh: '数据结构' };
const ANY = ['*', 'all', ''];

function flowsNamed(
  kind: Context,
  agencies: readonly string[],
  ids: readonly string[],
  version: string,
  door: Door,
): readonly Flow[] {
  const anyOf = (asked: readonly string[], name: string): boolean =>
    asked.some((each) => ANY.includes(each) || each === name);
  const nameOf = (flow: Flow): string => (kind === 'dataflow' ? flow : structureOf(flow).id);
  if (!anyOf(agencies, AGENCY)) {
    throw notFound({ en: 'agency', zh: '机构' }, 'agency', agencies.join(','), [AGENCY]);
  }
  const flows = FLOWS.filter((flow) => anyOf(ids, nameOf(flow)));
  if (flows.length === 0) {
    throw notFound(kind === 'dataflow' ? FLOW : STRUCTURE, kind, ids.join(','), FLOWS.map(nameOf));
  }
  if (!isVersion(ARTEFACT_VERSION, readVersions(version, door))) {
    throw notFound({ en: 'version', zh: '版本' }, 'version', version, [ARTEFACT_VERSION]);
  }
  return flows;
}

/** The one data provider of REST 1.5. @throws SdmxFault */
export function checkProvider(provider: string): void {
  const providers = provider.split('+').map((each) => each.split(',').at(-1) ?? '');
  if (providers.some((each) => ANY.includes(each) || each === AGENCY)) return;
  throw notFound({ en: 'provider', zh: '数据提供者' }, 'provider', provider, ['all', AGENCY]);
}
