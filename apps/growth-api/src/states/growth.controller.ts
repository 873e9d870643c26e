import { Controller, Req, Res } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { CALLS, stateCursor, writeCursor, type Explanation, type In } from '@silkgauge/contract';
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
import type { StateName, StateQuery } from './clocks.ts';
import { readDigits } from './digits.ts';
import { jsonOf, withFields } from './fields.ts';
import { JoinedStates, type JoinedAt } from './joined-states.ts';
import { pageJson } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { placeOf, readMarkedStates } from './marked-states.ts';
import { publishedState } from '../published/published-state.ts';
import { publishedStates } from '../published/published.ts';
import { ALWAYS, Publications } from '../published/published-figures.ts';
import { explainPublished } from '../published/published-explanation.ts';
import { readVintages } from '../published/published-vintages.ts';

const LINKED_DATA = 'application/ld+json';

/** Lists of states, single states, their versions, vintages and explanations. */
@Controller()
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

  @Call(CALLS.growth)
  async list(query: In<typeof CALLS.growth>): Promise<string> {
    return this.#list('growth', query);
  }

  @Call(CALLS.wholeSeries)
  async wholeSeries({ series: key, filter, ...query }: In<typeof CALLS.wholeSeries>): Promise<string> {
    if ((await findSeries(this.#db, [key])).length > 0)
      return this.#list(key, { ...query, filter: { keys: [key], ...filter } });
    throw failure('not-found', `There is no series ${key} yet; /v1/series lists those there are.`);
  }

  /** A page of a list, by whose name its cursors are known. */
  async #list(list: string, query: In<typeof CALLS.growth>): Promise<string> {
    const { filter, sort, publishedBy, release, cursor, limit, notice: notices } = query;
    const after = cursor && cursor.place;
    if (publishedBy !== null || release !== null) {
      const page = { until: publishedBy ?? ALWAYS, release, sort, after, limit, notices };
      const { items, next } = await publishedStates(this.#publications, filter, page);
      const shown = items.map((state) => jsonOf(state, query.fields));
      return `{"items":[${shown.join(',')}],"next":${JSON.stringify(next && stateCursor(list, sort, next, null))}}`;
    }
    await requireAsOf(this.#db, query.asOf);
    // Append times change with revisions, so all pages in their order are of one moment.
    const until = sort.by === 'knownAt' ? (cursor?.until ?? (await lastSequence(this.#db))) : null;
    const asked = { asOf: query.asOf, until, sort, after, limit };
    const joined = await this.#joined.at(query.asOf ?? (until === null ? null : { sequence: until }));
    if (notices) return this.#marked(list, query, asked, joined.markedBy(notices), joined);
    const rows = await readStates(this.#searches, filter, { ...asked, limit: limit + 1 });
    const show = await shownBy(joined, query, rows);
    return pageJson(rows, limit, show, (last) => stateCursor(list, sort, placeOf(last), until));
  }

  async #marked(
    list: string,
    query: In<typeof CALLS.growth>,
    asked: StatesQuery,
    isMarked: ReturnType<JoinedAt['markedBy']>,
    joined: JoinedAt,
  ): Promise<string> {
    const page = await readMarkedStates(this.#searches, query.filter, isMarked, asked);
    const show = await shownBy(joined, query, page.rows);
    const next = page.next && stateCursor(list, query.sort, page.next, asked.until ?? null);
    return `{"items":[${page.rows.map(show).join(',')}],"next":${JSON.stringify(next)}}`;
  }

  @Call(CALLS.state)
  async one({ series: key, period, asOf, publishedBy, fields }: In<typeof CALLS.state>): Promise<string> {
    const state = { key, period };
    if (publishedBy !== null)
      return jsonOf(await this.#published(publishedState, state, publishedBy), fields);
    const row = await this.#find(state, asOf);
    const show = await this.#joined.of([row], asOf);
    return withFields(show(row), fields);
  }

  @Call(CALLS.history)
  async history({ series: key, period, asOf, cursor, limit }: In<typeof CALLS.history>): Promise<string> {
    await requireAsOf(this.#db, asOf);
    const rows = await readHistory(this.#db, key, period, cursor ?? 0, limit + 1, asOf);
    if (cursor === null) found(rows[0] ?? null, `${key}/${period}`);
    return pageJson(
      rows,
      limit,
      (row) => stateJson(row),
      (last) => writeCursor('history', [String(last.version)]),
    );
  }

  @Call(CALLS.digits)
  async digits({ series: key, period, asOf }: In<typeof CALLS.digits>): Promise<string> {
    const row = await this.#find({ key, period }, asOf);
    return JSON.stringify(await readDigits(this.#searches, row, asOf));
  }

  /** The explanation, or its provenance for who prefers linked data. */
  @Call(CALLS.explain)
  async explain(
    { series: key, period, cursor, ...clocks }: In<typeof CALLS.explain>,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const found = await this.#explain({ key, period }, clocks, cursor);
    const { morePrints: more } = found;
    const next = more && { morePrints: { ...more, next: writeCursor('explain', [more.next]) } };
    const explanation = { ...found, ...next, prints: await this.#copies.judge(found.prints) };
    addVary(reply, 'accept');
    if (acceptedType(headers, ['application/json', LINKED_DATA]) !== LINKED_DATA)
      return JSON.stringify(explanation);
    void reply.type(LINKED_DATA);
    return JSON.stringify(provenanceOf(explanation));
  }

  /** `after`: the event behind which prints are listed; null: from the first on. */
  async #explain(state: StateName, query: StateQuery, after: string | null): Promise<Explanation> {
    if (query.publishedBy !== null)
      return this.#published(
        (publications, one, until) => explainPublished(publications, one, until, after),
        state,
        query.publishedBy,
      );
    const row = await this.#find(state, query.asOf);
    const show = await this.#joined.of([row], query.asOf);
    const { smallBases } = this.#publications;
    const turns = this.#publications.turns();
    return readExplanation(this.#searches, row, query.asOf, { smallBases, show, after, turns });
  }

  @Call(CALLS.vintages)
  async vintages({ series: key, period, cursor: after, limit }: In<typeof CALLS.vintages>): Promise<string> {
    const own = { key, period };
    const { vintages, next } = await readVintages(this.#publications, own, after, limit);
    if (vintages.length === 0) found(await readState(this.#db, key, period, null), `${key}/${period}`);
    const texts = vintages.map((vintage) => JSON.stringify(vintage));
    const shown = texts.slice(0, untilFull(texts, Buffer.byteLength, BUDGET.page));
    const end = shown.length < texts.length ? (vintages[shown.length - 1]?.publishedBy ?? null) : next;
    const cursor = end === null ? null : writeCursor('vintages', [end]);
    return `{"items":[${shown.join(',')}],"next":${JSON.stringify(cursor)}}`;
  }

  async #published<Found>(
    read: (publications: Publications, state: StateName, until: string) => Promise<Found | null>,
    { key, period }: StateName,
    until: string,
  ): Promise<Found> {
    const found = await read(this.#publications, { key, period }, until);
    if (found) return found;
    throw failure('not-found', `Nothing published by ${until} says anything about ${key}/${period}.`);
  }

  async #find({ key, period }: StateName, asOf: AsOf | null): Promise<StateChange> {
    await requireAsOf(this.#db, asOf);
    return found(await readState(this.#db, key, period, asOf), `${key}/${period}`);
  }
}

/** Shows states with the members that a query asks for. */
async function shownBy(
  joined: JoinedAt,
  { fields }: Pick<In<typeof CALLS.growth>, 'fields'>,
  rows: readonly StateChange[],
): Promise<(row: StateChange) => string> {
  const show = await joined.show(rows);
  return fields === null ? show : (row) => withFields(show(row), fields);
}

function found(row: StateChange | null, key: string): StateChange {
  if (row) return row;
  throw failure('not-found', `${key} has no version yet, or had none at that time.`);
}
