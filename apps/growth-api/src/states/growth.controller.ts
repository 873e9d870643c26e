import { Controller, Param, Query, Req, Res } from '@nestjs/common';
import type { Explanation } from '@silkgauge/contract';
import { readExplanation } from '@silkgauge/known';
import {
  BUDGET,
  findSeries,
  lastSequence,
  readHistory,
  readState,
  readStates,
  stateJson,
  untilFull,
  type AsOf,
  type StateChange,
  type StatesQuery,
} from '@silkgauge/read-model';
import { acceptedType, addVary } from '@silkgauge/service';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Database } from '../database.ts';
import { KeptCopies } from '../explain/kept-copies.ts';
import { provenanceOf } from '../explain/provenance.ts';
import { readDigits } from './digits.ts';
import { JoinedStates, type JoinedAt } from './joined-states.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { placeOf, readMarkedStates } from './marked-states.ts';
import { failure } from '../http/problems.ts';
import { publishedState } from '../published/published-state.ts';
import { publishedStates } from '../published/published.ts';
import { ALWAYS, Publications } from '../published/published-figures.ts';
import { explainPublished } from '../published/published-explanation.ts';
import { readVintages } from '../published/published-vintages.ts';
import { writeCursor } from '../query/cursor.ts';
import { jsonOf, withFields, type Fields } from '../query/fields.ts';
import { nextCursor, readGrowthQuery, readWholeSeriesQuery, type GrowthQuery } from '../query/list-query.ts';
import {
  readDigitsQuery,
  readHistoryQuery,
  readExplainQuery,
  readOneQuery,
  readVintagesQuery,
  type HistoryQuery,
  type ExplainQuery,
  type StateQuery,
  type VintagesQuery,
} from '../query/queries.ts';
import { accepted, queryOf } from '../query/query-pipe.ts';
import {
  readSeriesPath,
  stateNamed,
  statePaths,
  type StateName,
  type StatePath,
} from '../query/state-path.ts';

const LINKED_DATA = 'application/ld+json';

/** Lists of states, single states, their versions, vintages and explanations. */
@Controller('v1/growth')
export class GrowthController {
  readonly #db: Database['pool'];
  readonly #searches: Database['searches'];
  readonly #publications: Publications;
  readonly #joined: JoinedStates;
  readonly #copies: KeptCopies;

  constructor(database: Database, publications: Publications, joined: JoinedStates, copies: KeptCopies) {
    this.#db = database.pool;
    this.#searches = database.searches;
    this.#publications = publications;
    this.#joined = joined;
    this.#copies = copies;
  }

  @JsonGet()
  async list(@Query(queryOf(readGrowthQuery)) query: GrowthQuery): Promise<string> {
    return this.#list(query);
  }

  @JsonGet(':key')
  async wholeSeries(
    @Param() path: { readonly key: string },
    @Query() raw: Readonly<Record<string, unknown>>,
  ): Promise<string> {
    const key = accepted(readSeriesPath(path));
    const query = accepted(readWholeSeriesQuery(key, raw));
    if ((await findSeries(this.#db, [key])).length > 0) return this.#list(query);
    throw failure('not-found', `There is no series ${key} yet; /v1/series lists those there are.`);
  }

  async #list(query: GrowthQuery): Promise<string> {
    const { filter, sort, publishedBy, release, after, limit, notices } = query;
    if (publishedBy !== null || release !== null) {
      const page = { until: publishedBy ?? ALWAYS, release, sort, after, limit, notices };
      const { items, next } = await publishedStates(this.#publications, filter, page);
      const shown = items.map((state) => jsonOf(state, query.fields));
      return `{"items":[${shown.join(',')}],"next":${JSON.stringify(next && nextCursor(query, next, null))}}`;
    }
    await requireAsOf(this.#db, query.asOf);
    // Append times change with revisions, so all pages in their order are of one moment.
    const until = sort.by === 'knownAt' ? (query.until ?? (await lastSequence(this.#db))) : null;
    const asked = { asOf: query.asOf, until, sort, after, limit };
    const joined = await this.#joined.at(query.asOf ?? (until === null ? null : { sequence: until }));
    if (notices) return this.#marked(query, asked, joined, notices);
    const rows = await readStates(this.#searches, filter, { ...asked, limit: limit + 1 });
    const show = await shownBy(joined, query, rows);
    return pageJson(rows, limit, show, (last) => nextCursor(query, placeOf(last), until));
  }

  async #marked(
    query: GrowthQuery,
    asked: StatesQuery,
    joined: JoinedAt,
    notices: readonly string[],
  ): Promise<string> {
    const page = await readMarkedStates(this.#searches, query.filter, joined.markedBy(notices), asked);
    const show = await shownBy(joined, query, page.rows);
    const next = page.next && nextCursor(query, page.next, asked.until ?? null);
    return `{"items":[${page.rows.map(show).join(',')}],"next":${JSON.stringify(next)}}`;
  }

  @JsonGet(statePaths())
  async one(
    @Param() path: StatePath,
    @Query(queryOf(readOneQuery)) query: StateQuery & { readonly fields: Fields | null },
  ): Promise<string> {
    const { asOf, publishedBy, fields } = query;
    if (publishedBy !== null) return jsonOf(await this.#published(publishedState, path, publishedBy), fields);
    const row = await this.#find(path, asOf);
    const show = await this.#joined.of([row], asOf);
    return withFields(show(row), fields);
  }

  @JsonGet(statePaths('/history'))
  async history(
    @Param() path: StatePath,
    @Query(queryOf(readHistoryQuery)) query: HistoryQuery,
  ): Promise<string> {
    const { key, period } = stateNamed(path);
    await requireAsOf(this.#db, query.asOf);
    const rows = await readHistory(this.#db, key, period, query.after ?? 0, query.limit + 1, query.asOf);
    if (query.after === null) found(rows[0] ?? null, `${key}/${period}`);
    return pageJson(
      rows,
      query.limit,
      (row) => stateJson(row),
      (last) => writeCursor('history', [String(last.version)]),
    );
  }

  @JsonGet(statePaths('/digits'))
  async digits(
    @Param() path: StatePath,
    @Query(queryOf(readDigitsQuery)) query: Pick<StateQuery, 'asOf'>,
  ): Promise<string> {
    const row = await this.#find(path, query.asOf);
    return JSON.stringify(await readDigits(this.#searches, row, query.asOf));
  }

  /** The explanation, or its provenance for who prefers linked data. */
  @JsonGet(statePaths('/explain'))
  async explain(
    @Param() path: StatePath,
    @Query(queryOf(readExplainQuery)) query: ExplainQuery,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const found = await this.#explain(path, query);
    const { morePrints: more } = found;
    const next = more && { morePrints: { ...more, next: writeCursor('explain', [more.next]) } };
    const explanation = { ...found, ...next, prints: await this.#copies.judge(found.prints) };
    addVary(reply, 'accept');
    if (acceptedType(headers, ['application/json', LINKED_DATA]) !== LINKED_DATA)
      return JSON.stringify(explanation);
    void reply.type(LINKED_DATA);
    return JSON.stringify(provenanceOf(explanation));
  }

  async #explain(path: StatePath, query: ExplainQuery): Promise<Explanation> {
    const { after } = query;
    if (query.publishedBy !== null)
      return this.#published(
        (publications, state, until) => explainPublished(publications, state, until, after),
        path,
        query.publishedBy,
      );
    const row = await this.#find(path, query.asOf);
    const show = await this.#joined.of([row], query.asOf);
    const { smallBases } = this.#publications;
    const turns = this.#publications.turns();
    return readExplanation(this.#searches, row, query.asOf, { smallBases, show, after, turns });
  }

  @JsonGet(statePaths('/vintages'))
  async vintages(
    @Param() path: StatePath,
    @Query(queryOf(readVintagesQuery)) query: VintagesQuery,
  ): Promise<string> {
    const { key, period } = stateNamed(path);
    const own = { key, period };
    const { vintages, next } = await readVintages(this.#publications, own, query.after, query.limit);
    if (vintages.length === 0) found(await readState(this.#db, key, period, null), `${key}/${period}`);
    const texts = vintages.map((vintage) => JSON.stringify(vintage));
    const shown = texts.slice(0, untilFull(texts, Buffer.byteLength, BUDGET.page));
    const end = shown.length < texts.length ? (vintages[shown.length - 1]?.publishedBy ?? null) : next;
    const cursor = end === null ? null : writeCursor('vintages', [end]);
    return `{"items":[${shown.join(',')}],"next":${JSON.stringify(cursor)}}`;
  }

  async #published<Found>(
    read: (publications: Publications, state: StateName, until: string) => Promise<Found | null>,
    path: StatePath,
    until: string,
  ): Promise<Found> {
    const { key, period } = stateNamed(path);
    const found = await read(this.#publications, { key, period }, until);
    if (found) return found;
    throw failure('not-found', `Nothing published by ${until} says anything about ${key}/${period}.`);
  }

  async #find(path: StatePath, asOf: AsOf | null): Promise<StateChange> {
    const { key, period } = stateNamed(path);
    await requireAsOf(this.#db, asOf);
    return found(await readState(this.#db, key, period, asOf), `${key}/${period}`);
  }
}

/** Shows states with the members that a query asks for. */
async function shownBy(
  joined: JoinedAt,
  { fields }: GrowthQuery,
  rows: readonly StateChange[],
): Promise<(row: StateChange) => string> {
  const show = await joined.show(rows);
  return fields === null ? show : (row) => withFields(show(row), fields);
}

function found(row: StateChange | null, key: string): StateChange {
  if (row) return row;
  throw failure('not-found', `${key} has no version yet, or had none at that time.`);
}
