import { Controller } from '@nestjs/common';
import { Call } from '@silkgauge/calls';
import {
  CALLS,
  parseSeriesKey,
  writeCursor,
  type In,
  type RegisteredClaim,
  type RegisteredNotice,
  type RegisteredStatement,
} from '@silkgauge/contract';
import { judgeClaims } from '@silkgauge/known';
import {
  readRegister,
  readSeries,
  type RegisteredEvent,
  type RegisteredNoticeRow,
} from '@silkgauge/read-model';
import { Database } from '../database.ts';
import { pageJson } from '../http/json-answer.ts';
import { requireAsOf } from '../log/log-end.ts';
import { withData } from '../orders/order-json.ts';
import { NoticeBoard } from './notice-board.ts';
import { readNoticesInScope, type Programmes } from './notices-in-scope.ts';

/** Registers of series, notices, claims and statements. */
@Controller()
export class RegistersController {
  readonly #db: Database['pool'];
  readonly #board: NoticeBoard;

  constructor(database: Database, board: NoticeBoard) {
    this.#db = database.searches;
    this.#board = board;
  }

  @Call(CALLS.series)
  async series({ filter, asOf, cursor, limit }: In<typeof CALLS.series>): Promise<string> {
    await requireAsOf(this.#db, asOf);
    const rows = await readSeries(this.#db, filter, cursor, limit + 1, asOf);
    return pageJson(
      rows,
      limit,
      ({ key, domain }) => JSON.stringify({ key, series: parseSeriesKey(key), domain }),
      (last) => writeCursor('series', [last.key]),
    );
  }

  @Call(CALLS.notices)
  async notices({
    asOf: knownBy,
    cursor: after,
    limit,
    ...filter
  }: In<typeof CALLS.notices>): Promise<string> {
    const asOf = knownBy === null ? null : { instant: knownBy };
    const before = filter.programme ? await this.#board.programmes(asOf) : NO_PROGRAMMES;
    const rows = await readNoticesInScope(this.#db, filter, after, limit + 1, before, knownBy);
    // Not before the rows, so that each of them has its programme.
    const programmes = await this.#board.programmes(asOf);
    return pageJson(
      rows,
      limit,
      (row) => registered(row, { notice: row.notice, programme: programmeOf(row, programmes) }),
      (last) => writeCursor('notices', [last.notice]),
    );
  }

  /** Claims, each judged by the growth that is known. */
  @Call(CALLS.claims)
  async claims({ dimensions, asOf: knownBy, cursor, limit }: In<typeof CALLS.claims>): Promise<string> {
    const rows = await readRegister(this.#db, CLAIM, { dimensions }, cursor ?? '0', limit + 1, knownBy);
    const judged = await judgeClaims(this.#db, rows, knownBy === null ? null : { instant: knownBy });
    return pageJson(
      rows,
      limit,
      (row) => registered(row, {}, judged.get(row)),
      (last) => writeCursor('claims', [last.event_id]),
    );
  }

  /** Attributed opinions. Their numbers enter no state. */
  @Call(CALLS.statements)
  async statements({
    dimensions,
    notice,
    asOf: knownBy,
    cursor,
    limit,
  }: In<typeof CALLS.statements>): Promise<string> {
    const filter = { dimensions, ...(notice && { notices: notice }) };
    const rows = await readRegister(this.#db, STATEMENT, filter, cursor ?? '0', limit + 1, knownBy);
    return pageJson(
      rows,
      limit,
      (row) => registered(row),
      (last) => writeCursor('statements', [last.event_id]),
    );
  }
}

const NO_PROGRAMMES: Programmes = new Map();

/** A notice without data links nothing. */
function programmeOf({ notice }: RegisteredNoticeRow, programmes: Programmes): RegisteredNotice['programme'] {
  const { root = notice, waves = [], circle = false } = programmes.get(notice) ?? {};
  return { root, waves: waves.length, circle };
}

const CLAIM = 'silkgauge.claim.reported.v1';
const STATEMENT = 'silkgauge.statement.attributed.v1';

/** JSON text of identity, place and standing, with the data as delivered joined unparsed. */
function registered(
  row: RegisteredEvent,
  name: Partial<RegisteredNotice> = {},
  judged: Partial<RegisteredClaim> = {},
): string {
  const head: Omit<RegisteredStatement, 'data'> = {
    ...name,
    source: row.source,
    id: row.id,
    topic: row.topic,
    partition: row.partition,
    offset: row.offset,
    knownAt: row.known_at.toISOString(),
    withdrawn: row.withdrawn,
    ...judged,
  };
  return withData(head, row.data ?? 'null');
}
