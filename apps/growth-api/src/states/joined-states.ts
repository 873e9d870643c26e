import { parseSeriesKey } from '@silkgauge/contract';
import { stateJson, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { NoticeBoard } from '../registers/notice-board.ts';
import type { NoticesInForce } from '../registers/notices-in-force.ts';
import { latestMonths, saidOfMonth } from './sale-months.ts';

/** A state as JSON text, with what is worked out when it is asked for. */
export type ShowState = (row: StateChange) => string;

/** States as of one clock. */
export interface JoinedAt {
  /** Some of them, ready to be shown. */
  show(rows: readonly StateChange[]): Promise<ShowState>;
  /** Whether one of these notices is in force for a state. */
  markedBy(names: readonly string[]): IsMarked;
}

export type IsMarked = (key: string, period: string) => boolean;

/**
 * Joins to states what makes no version of them, as of the clock of the answer: the notices in force, and whether a month of
 * sales is a part.
 */
export class JoinedStates {
  readonly #db: Queryable;
  readonly #notices: NoticeBoard;

  constructor(db: Queryable) {
    this.#db = db;
    this.#notices = new NoticeBoard(db);
  }

  /** Null: now. */
  async at(asOf: AsOf | null): Promise<JoinedAt> {
    const notices = await this.#notices.at(asOf);
    const marksOf = (of: NoticesInForce, key: string, period: string) => {
      const series = parseSeriesKey(key);
      return series ? of.marks(series, period) : [];
    };
    return {
      show: async (rows) => {
        const latest = await latestMonths(this.#db, rows, asOf);
        return (row) =>
          stateJson(row, (said) => {
            const joined = saidOfMonth(said, row.period, latest(row.key));
            return `${joined},"notices":${JSON.stringify(marksOf(notices, row.key, row.period))}`;
          });
      },
      markedBy: (names) => {
        const named = notices.only(names);
        return (key, period) => marksOf(named, key, period).length > 0;
      },
    };
  }

  /** Of these states alone. */
  async of(rows: readonly StateChange[], asOf: AsOf | null): Promise<ShowState> {
    return (await this.at(asOf)).show(rows);
  }
}
