import { Controller } from '@nestjs/common';
import { Call, failure } from '@silkgauge/calls';
import { CALLS, LARGEST_PAGE, writeCursor, type In, type ReleaseState } from '@silkgauge/contract';
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
import { pageJson } from '../http/json-answer.ts';
import { historyPage } from '../orders/history-page.ts';
import { calendarText } from './calendar.ts';

export const releaseIn = (row: ReleaseRow): ReleaseState => JSON.parse(registerJson(row)) as ReleaseState;

/** Promised publications, and what became of them. */
@Controller()
export class ReleasesController {
  readonly #db: Queryable;

  constructor(database: Database) {
    this.#db = database.searches;
  }

  @Call(CALLS.releases)
  async list({ cursor, limit, ...which }: In<typeof CALLS.releases>): Promise<string> {
    const rows = await readReleases(this.#db, releasesIn(which), { after: cursor, limit: limit + 1 });
    return pageJson(rows, limit, registerJson, (last) =>
      writeCursor('releases', [releaseIn(last).at, last.key]),
    );
  }

  /** A calendar has no pages: it holds the releases with the latest instants. */
  @Call(CALLS.releasesCalendar)
  async calendar(which: In<typeof CALLS.releasesCalendar>): Promise<string> {
    const page = { after: null, limit: LARGEST_PAGE, newestFirst: true };
    const rows = await readReleases(this.#db, releasesIn(which), page);
    return calendarText(rows.map(releaseIn).reverse());
  }

  @Call(CALLS.release)
  async one({ release: name }: In<typeof CALLS.release>): Promise<string> {
    const asOf = { sequence: await lastSequence(this.#db) };
    const [row] = await readRegisteredOf(this.#db, 'release', [name], asOf);
    if (!row) throw unknown();
    return registerJson(row);
  }

  @Call(CALLS.releaseHistory)
  async history({ release: name, cursor, limit }: In<typeof CALLS.releaseHistory>): Promise<string> {
    const rows = await readRegisterHistory(this.#db, 'release', name, cursor ?? 0, limit + 1);
    if (rows.length === 0 && cursor === null) throw unknown();
    return historyPage(rows, limit, 'release-history');
  }
}

const releasesIn = ({
  publisher: publishers,
  state: states,
  from,
  to,
}: In<typeof CALLS.releasesCalendar>): ReleasesFilter => ({ publishers, states, from, to });

const unknown = () =>
  failure('not-found', 'There is no release of that name. /v1/releases lists those there are.');
