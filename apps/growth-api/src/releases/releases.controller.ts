import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { LARGEST_PAGE, type ReleaseState } from '@silkgauge/contract';
import {
  lastSequence,
  readRegisteredOf,
  readRegisterHistory,
  readReleases,
  registerJson,
  type Queryable,
  type ReleaseRow,
  type ReleasesFilter,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { JsonGet, pageJson } from '../http/json-answer.ts';
import { failure } from '../http/problems.ts';
import { writeCursor } from '../query/cursor.ts';
import { readNoQuery, type PageRequest } from '../query/queries.ts';
import { requireOrderName } from '../query/order-name.ts';
import { queryOf } from '../query/query-pipe.ts';
import {
  readCalendarQuery,
  readReleaseHistoryQuery,
  readReleasesQuery,
  type ReleasesQuery,
} from '../query/release-queries.ts';
import { calendarText } from './calendar.ts';

export const releaseIn = (row: ReleaseRow): ReleaseState => JSON.parse(registerJson(row)) as ReleaseState;

/** Promised publications, and what became of them. */
@Controller('v1')
export class ReleasesController {
  readonly #db: Queryable;

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @JsonGet('releases')
  async list(@Query(queryOf(readReleasesQuery)) { filter, after, limit }: ReleasesQuery): Promise<string> {
    const rows = await readReleases(this.#db, filter, { after, limit: limit + 1 });
    return pageJson(rows, limit, registerJson, (last) =>
      writeCursor('releases', [releaseIn(last).at, last.key]),
    );
  }

  /** A calendar has no pages: it holds the releases with the latest instants. */
  @Get('releases.ics')
  @Header('content-type', 'text/calendar; charset=utf-8')
  @Header('cache-control', 'no-cache')
  async calendar(@Query(queryOf(readCalendarQuery)) filter: ReleasesFilter): Promise<string> {
    const page = { after: null, limit: LARGEST_PAGE, newestFirst: true };
    const rows = await readReleases(this.#db, filter, page);
    return calendarText(rows.map(releaseIn).reverse());
  }

  @JsonGet('releases/:name')
  async one(@Param('name') name: string, @Query(queryOf(readNoQuery)) _: object): Promise<string> {
    requireOrderName(name, unknown);
    const asOf = { sequence: await lastSequence(this.#db) };
    const [row] = await readRegisteredOf(this.#db, 'release', [name], asOf);
    if (!row) throw unknown();
    return registerJson(row);
  }

  @JsonGet('releases/:name/history')
  async history(
    @Param('name') name: string,
    @Query(queryOf(readReleaseHistoryQuery)) { after, limit }: PageRequest<string>,
  ): Promise<string> {
    requireOrderName(name, unknown);
    const rows = await readRegisterHistory(this.#db, 'release', name, Number(after ?? 0), limit + 1);
    if (rows.length === 0 && after === null) throw unknown();
    return pageJson(rows, limit, registerJson, (last) =>
      writeCursor('release-history', [String(last.version)]),
    );
  }
}

const unknown = () =>
  failure('not-found', 'There is no release of that name. /v1/releases lists those there are.');
