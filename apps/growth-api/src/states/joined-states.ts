import { parseSeriesKey } from '@silkgauge/contract';
import { latestMonths, saidOfMonth, type ShowState } from '@silkgauge/known';
import { stateJson, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import type { NoticeBoard } from '../registers/notice-board.ts';
import type { NoticesInForce } from '../registers/notices-in-force.ts';

/** Joins as of one clock. */
export interface JoinedAt {
  /** Reads the joined data of these states. */
  show(rows: readonly StateChange[]): Promise<ShowState>;
  /** Tests whether one of these notices is in force for a state. */
  markedBy(names: readonly string[]): IsMarked;
}

export type IsMarked = (key: string, period: string) => boolean;

/** Joins notices in force and `partial-period` of sale months, neither of which makes a version. */
export class JoinedStates {
  readonly #db: Queryable;
  readonly #notices: NoticeBoard;

  constructor(db: Queryable, notices: NoticeBoard) {
    this.#db = db;
    this.#notices = notices;
  }

  /** Joins as of `asOf`; null means the present. */
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

  async of(rows: readonly StateChange[], asOf: AsOf | null): Promise<ShowState> {
    return (await this.at(asOf)).show(rows);
  }
}
