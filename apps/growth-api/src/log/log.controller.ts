import { Controller, Query } from '@nestjs/common';
import type { Outcomes, Positions } from '@silkgauge/contract';
import {
  readLatestChanges,
  readOutcomes,
  readPositions,
  readStateChanges,
  stateJson,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { requireReached } from './log-end.ts';
import { readChangesQuery, readNoQuery, readOutcomesQuery } from '../query/queries.ts';
import type { ChangesQuery, OutcomesQuery } from '../query/queries.ts';
import { failure } from '../http/problems.ts';
import { accepted, queryOf } from '../query/query-pipe.ts';
import { resyncAfter } from './resync.ts';

/** Change log, outcomes of events, and positions in the input topics. */
@Controller('v1')
export class LogController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.pool;
  }

  @JsonGet('changes')
  async changes(@Query(queryOf(readChangesQuery)) query: ChangesQuery): Promise<string> {
    if ('latest' in query) {
      const rows = await readLatestChanges(this.#db, query.latest);
      return pageJson(
        rows,
        query.latest,
        (row) => stateJson(row),
        (last) => last.sequence,
      );
    }
    if (query.after !== '0') await requireReached(this.#db, 'after', query.after);
    const rows = await readStateChanges(this.#db, query.after, query.limit + 1);
    const resync = await resyncAfter(this.#db, query.after, { dimensions: {} });
    if (resync) {
      const what = `Changes after ${resync.cursor} are no longer all kept; from ${resync.wholeAfter} on the log is whole.`;
      throw failure('thinned', `${what} Take the snapshot, then ask for what came after it.`, {
        members: { ...resync },
      });
    }
    return pageJson(
      rows,
      query.limit,
      (row) => stateJson(row),
      (last) => last.sequence,
    );
  }

  @JsonGet('outcomes')
  async outcomes(@Query(queryOf(readOutcomesQuery)) query: OutcomesQuery): Promise<string> {
    const rows = await readOutcomes(this.#db, query.source, query.id);
    const outcomes = rows.map(({ outcome, rule, reason, topic, partition, offset }) => ({
      outcome,
      ...(rule === null ? {} : { rule }),
      ...(reason === null ? {} : { reason }),
      topic,
      partition,
      offset,
    }));
    return JSON.stringify({ outcomes } satisfies Outcomes);
  }

  @JsonGet('positions')
  async positions(@Query() query: Readonly<Record<string, unknown>>): Promise<string> {
    accepted(readNoQuery(query));
    return JSON.stringify({ positions: await readPositions(this.#db) } satisfies Positions);
  }
}
