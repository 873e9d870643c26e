import { countStates } from '@silkgauge/read-model';
import {
  DATA_WRITERS,
  FLOWS,
  negotiateData,
  notBuilt,
  nothingMatches,
  tooLarge,
  type DataFormat,
  type DataMessage,
  type DataQuery,
  type NegotiatedForm,
} from '@silkgauge/sdmx';
import { addLink } from '../discovery/links.ts';
import { sendKnown, sendStreamed, type Streamed } from '../table/streamed.ts';
import { begin } from './first-piece.ts';
import { NAME_OF } from './code-names.ts';
import { countStatesIn, dataSetsIn, type Answered } from './data-sets.ts';
import type { DoorParts, Exchange } from './doors.ts';
import { nextAddress, relatedAddress } from './links.ts';
import { momentOf, requireReached, type Moment } from './moment.ts';
import { inParts } from './parts.ts';
import { scopeOf } from './scope.ts';
import { isOwnOrder } from './sorted.ts';
import { wantedFormOf } from './wanted-form.ts';

/** Answers a query of data as it is read. @throws SdmxFault */
export async function answerData(parts: DoorParts, exchange: Exchange, query: DataQuery): Promise<void> {
  const { door, request, reply, gone } = exchange;
  const form = negotiateData(door, wantedFormOf(exchange, query.format));
  const writer = DATA_WRITERS[form.format];
  if (query.flows.length > 1 && !writer.takesSeveralFlows) throw oneFlowAlone(form);
  const { sources } = parts;
  const begun = new Date();
  const moment = await momentOf(sources.db, query, request, reply);
  await requireReached(sources.db, 'updatedAfter', query.updatedAfter, moment.end);
  const { originalUrl: url } = request;
  const related = relatedAddress(url, query);
  if (related !== null) addLink(reply, related, { rel: 'related' });
  const sent: Omit<Streamed, 'parts'> = {
    ...{ request, reply, type: form.mediaType, lastModified: moment.lastModified, begun },
    version: [moment.version, form.mediaType, JSON.stringify(form.csv), form.language, url].join(' '),
  };
  const answered: Answered = { query, asOf: moment.asOf, version: moment.version, gone };
  // A walk that finds nothing takes as long as one that finds all.
  const sending = sendKnown(sent);
  if (sending === null) return;
  if (writer.holdsValues) await requireFew(parts, answered);
  const { isEmpty, all } = await begin(dataSetsIn(sources, answered));
  if (isEmpty) {
    if (door === '2.1') throw nothingMatches();
    void reply.code(204).send();
    return;
  }
  await linkNext(parts, exchange, answered);
  const message = writer.write(messageOf(query, moment, form, all));
  await sendStreamed({ ...sent, parts: inParts(message) }, sending);
}

const messageOf = (
  query: DataQuery,
  { sequence, prepared }: Moment,
  { language, csv }: NegotiatedForm<DataFormat>,
  dataSets: DataMessage['dataSets'],
): DataMessage => ({
  id: `SG${sequence}`,
  prepared,
  flows: query.flows,
  context: query.context,
  dataSets,
  nameOf: NAME_OF,
  language,
  dimensionAtObservation: query.dimensionAtObservation,
  attributes: query.attributes,
  measures: query.measures,
  test: false,
  seriesKeysOnly: query.seriesKeysOnly,
  isInOwnOrder: isOwnOrder(query.sort),
  mayDelete: query.updatedAfter !== null || query.includeHistory,
  labels: csv.labels,
  keys: csv.keys,
});

/** Names the next page. It is looked for before the answer is sent, as its address stands in a header. */
async function linkNext(
  { sources }: DoorParts,
  { request, reply }: Exchange,
  answered: Answered,
): Promise<void> {
  const { query, asOf } = answered;
  const { offset, limit } = query;
  if (limit === null) return;
  const next = { ...query, offset: offset + limit, limit: 1, attributes: [], sort: null };
  const { isEmpty } = await begin(dataSetsIn(sources, { ...answered, query: next }));
  if (isEmpty) return;
  const sequence = asOf !== null && 'sequence' in asOf ? asOf.sequence : null;
  addLink(reply, nextAddress(request.originalUrl, { offset, limit, sequence }), { rel: 'next' });
}

/** @throws SdmxFault 413 where an answer would be of more states than its form may hold in memory */
async function requireFew({ sources, jsonStates }: DoorParts, answered: Answered): Promise<void> {
  const { query, asOf } = answered;
  if (query.includeHistory || (query.limit !== null && query.limit <= jsonStates)) return;
  let inScope = 0;
  for (const flow of query.flows) {
    const scope = scopeOf(query, flow);
    if (scope) inScope += (await countStates(sources.db, scope, asOf)).states;
  }
  if (inScope <= jsonStates) return;
  if ((await countStatesIn(sources, answered, jsonStates + 1)) > jsonStates) throw tooManyStates(jsonStates);
}

const tooManyStates = (most: number) =>
  tooLarge(
    most,
    { en: 'states in this form', zh: '个状态（此格式）' },
    {
      en: 'write limit and follow rel=next, or ask for SDMX-CSV or SDMX-ML, which have no bound',
      zh: '请使用 limit 并跟随 rel=next，或改用没有上限的 SDMX-CSV 或 SDMX-ML',
    },
  );

const oneFlowAlone = ({ mediaType }: Pick<NegotiatedForm<DataFormat>, 'mediaType'>) =>
  notBuilt(
    'flow',
    { en: `several dataflows in one message of ${mediaType}`, zh: `一条 ${mediaType} 消息含多个数据流` },
    {
      en: `name one of ${FLOWS.join(', ')}, or ask for SDMX-JSON 2 or SDMX-CSV`,
      zh: `请指定 ${FLOWS.join('、')} 之一，或改用 SDMX-JSON 2、SDMX-CSV`,
    },
  );
