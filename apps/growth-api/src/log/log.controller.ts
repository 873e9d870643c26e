import { Controller, Query } from '@nestjs/common';
import { clearTopic, type Outcomes, type Positions } from '@silkgauge/contract';
import {
  changeJson,
  readOutcomes,
  readPositions,
  readStateChanges,
  type ServedRow,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { readNewestRows } from './asked-rows.ts';
import { requireReached } from './log-end.ts';
import { readMatchingPage } from './matching-changes.ts';
import { readChangesQuery, type ChangesPage, type ChangesQuery } from '../query/log-queries.ts';
import { readNoQuery, readOutcomesQuery, type OutcomesQuery } from '../query/queries.ts';
import { failure } from '../http/problems.ts';
import { accepted, queryOf } from '../query/query-pipe.ts';
import { resyncAfter } from './resync.ts';

/** Change log, outcomes of events, and positions in the input topics. */
@Controller('v1')
export class LogController {
  readonly #db: Database['pool'];
  readonly #searches: Database['searches'];

  constructor(database: Database) {
    this.#db = database.pool;
    this.#searches = database.searches;
  }

  @JsonGet('changes')
  async changes(@Query(queryOf(readChangesQuery)) query: ChangesQuery): Promise<string> {
    const show = query.asked.isByKind ? loggedJson : changeJson;
    if ('latest' in query) {
      const rows = await readNewestRows(this.#db, query.asked, query.latest);
      return pageJson(rows, query.latest, show, (last) => last.sequence);
    }
    if (query.after !== '0') await requireReached(this.#db, 'after', { sequence: query.after });
    const isEach = !query.isFiltered && !query.asked.isByKind;
    const { text, after } = isEach ? await this.#all(query) : await this.#matching(query, show);
    const resync = await resyncAfter(this.#db, after, query.asked);
    if (resync === null) return text;
    const what = `Changes after ${resync.cursor} are no longer all kept; from ${resync.wholeAfter} on the log is whole.`;
    throw failure('thinned', `${what} Take the snapshot, then ask for what came after it.`, {
      members: { ...resync },
    });
  }

  async #all({ after, limit }: ChangesPage): Promise<{ readonly text: string; readonly after: string }> {
    const rows = await readStateChanges(this.#db, after, limit + 1);
    return { text: pageJson(rows, limit, changeJson, (last) => last.sequence), after };
  }

  async #matching(
    query: ChangesPage,
    show: (row: ServedRow) => string,
  ): Promise<{ readonly text: string; readonly after: string }> {
    const { after, rows, next } = await readMatchingPage(this.#searches, query);
    return { text: `{"items":[${rows.map(show).join(',')}],"next":${JSON.stringify(next)}}`, after };
  }

  @JsonGet('outcomes')
  async outcomes(@Query(queryOf(readOutcomesQuery)) query: OutcomesQuery): Promise<string> {
    const rows = await readOutcomes(this.#db, query.source, query.id);
    const outcomes = rows.map(({ outcome, rule, reason, topic, partition, offset, pushed_by }) => ({
      outcome,
      ...(rule === null ? {} : { rule }),
      ...(reason === null ? {} : { reason }),
      topic,
      partition,
      offset,
      by: pushed_by ?? 'direct',
    }));
    return JSON.stringify({ outcomes } satisfies Outcomes);
  }

  @JsonGet('positions')
  async positions(@Query() query: Readonly<Record<string, unknown>>): Promise<string> {
    accepted(readNoQuery(query));
    const all = await readPositions(this.#db);
    // How much is under embargo is nobody's to see.
    const positions = all.filter(({ topic }) => clearTopic(topic) === topic);
    return JSON.stringify({ positions } satisfies Positions);
  }
}

/** An entry with its kind, which things of some kinds have a member of that name besides. */
const loggedJson = (row: ServedRow): string =>
  `{"kind":"${row.kind ?? 'state'}","sequence":"${row.sequence}","data":${changeJson(row)}}`;
