import { Controller, Query } from '@nestjs/common';
import { parseSeriesKey } from '@silkgauge/contract';
import { readNotices, readRegister, readSeries, type RegisteredEvent } from '@silkgauge/read-model';
import { Database } from './database.ts';
import { JsonGet, pageJson } from './json-answer.ts';
import { writeCursor } from './query/cursor.ts';
import { readNoticesQuery, readRegisterQuery, readSeriesQuery } from './query/queries.ts';
import type { RegisterQuery, SeriesQuery } from './query/queries.ts';
import { queryOf } from './query/query-pipe.ts';

/** Registers: the series there are, and what was said without a number. */
@Controller('v1')
export class RegistersController {
  readonly #db: Database['pool'];

  constructor(database: Database) {
    this.#db = database.pool;
  }

  @JsonGet('series')
  async series(@Query(queryOf(readSeriesQuery)) query: SeriesQuery): Promise<string> {
    const rows = await readSeries(this.#db, query.filter, query.after, query.limit + 1);
    return pageJson(
      rows,
      query.limit,
      ({ key, domain }) => JSON.stringify({ key, series: parseSeriesKey(key), domain }),
      (last) => writeCursor('series', [last.key]),
    );
  }

  @JsonGet('notices')
  async notices(@Query(queryOf(readNoticesQuery)) query: RegisterQuery): Promise<string> {
    const rows = await readNotices(this.#db, query.after, query.limit + 1);
    return pageJson(
      rows,
      query.limit,
      (row) => registered(row, { notice: row.notice }),
      (last) => writeCursor('notices', [last.notice]),
    );
  }

  @JsonGet('claims')
  claims(@Query(queryOf(readRegisterQuery('claims'))) query: RegisterQuery): Promise<string> {
    return this.#register('claims', 'silkgauge.claim.reported.v1', query);
  }

  @JsonGet('statements')
  statements(@Query(queryOf(readRegisterQuery('statements'))) query: RegisterQuery): Promise<string> {
    return this.#register('statements', 'silkgauge.statement.attributed.v1', query);
  }

  async #register(kind: string, type: string, query: RegisterQuery): Promise<string> {
    const rows = await readRegister(this.#db, type, query.after ?? '0', query.limit + 1);
    return pageJson(
      rows,
      query.limit,
      (row) => registered(row, {}),
      (last) => writeCursor(kind, [last.event_id]),
    );
  }
}

/** Identity, place and standing in front, the data as delivered behind: text is joined, nothing is parsed. */
function registered(row: RegisteredEvent, name: object): string {
  const head = JSON.stringify({
    ...name,
    source: row.source,
    id: row.id,
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    knownAt: row.known_at.toISOString(),
    withdrawn: row.withdrawn,
  });
  return `${head.slice(0, -1)},"data":${row.data ?? 'null'}}`;
}
