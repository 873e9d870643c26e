import { Controller } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import {
  CALLS,
  clearTopic,
  DEFAULT_PAGE,
  isNarrow,
  type In,
  type Outcomes,
  type Positions,
} from '@silkgauge/contract';
import {
  changeJson,
  readOutcomes,
  readPositions,
  readStateChanges,
  type ServedRow,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';
import { readNewestRows } from './asked-rows.ts';
import { requireReached } from './log-end.ts';
import { readMatchingPage, type ChangesPage } from './matching-changes.ts';
import { askedOf } from './subject.ts';
import { resyncAfter } from './resync.ts';

/** Change log, outcomes of events, and positions in the input topics. */
@Controller()
export class LogController {
  readonly #db: Database['pool'];
  readonly #searches: Database['searches'];

  constructor(database: Database) {
    this.#db = database.pool;
    this.#searches = database.searches;
  }

  @Call(CALLS.changes)
  async changes({ latest, filter, kinds, since, ...page }: In<typeof CALLS.changes>): Promise<string> {
    const asked = askedOf(filter, kinds, ['state']);
    const show = asked.isByKind ? loggedJson : changeJson;
    if (latest !== null) {
      const rows = await readNewestRows(this.#db, asked, latest);
      return pageJson(rows, latest, show, (last) => last.sequence);
    }
    const query = { asked, since, after: page.after ?? '0', limit: page.limit ?? DEFAULT_PAGE };
    if (query.after !== '0') await requireReached(this.#db, 'after', { sequence: query.after });
    const isEach = !isNarrow(filter) && since === null && !asked.isByKind;
    const { text, after } = isEach ? await this.#all(query) : await this.#matching(query, show);
    const resync = await resyncAfter(this.#db, after, asked);
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

  @Call(CALLS.outcomes)
  async outcomes({ source, id }: In<typeof CALLS.outcomes>): Promise<string> {
    const rows = await readOutcomes(this.#db, source, id);
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

  @Call(CALLS.positions)
  async positions(_: In<typeof CALLS.positions>): Promise<string> {
    const all = await readPositions(this.#db);
    // How much is under embargo is nobody's to see.
    const positions = all.filter(({ topic }) => clearTopic(topic) === topic);
    return JSON.stringify({ positions } satisfies Positions);
  }
}

/** An entry with its kind, which things of some kinds have a member of that name besides. */
const loggedJson = (row: ServedRow): string =>
  `{"kind":"${row.kind ?? 'state'}","sequence":"${row.sequence}","data":${changeJson(row)}}`;
