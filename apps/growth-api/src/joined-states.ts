import { parseSeriesKey } from '@silkgauge/contract';
import { stateJson, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { NoticeBoard } from './notice-board.ts';
import { latestMonths, saidOfMonth } from './sale-months.ts';

/** A state as JSON text, with what is worked out when it is asked for. */
export type ShowState = (row: StateChange) => string;

/** Some states as of one clock, ready to be shown. */
export type ShowStates = (rows: readonly StateChange[]) => Promise<ShowState>;

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
  async at(asOf: AsOf | null): Promise<ShowStates> {
    const notices = await this.#notices.at(asOf);
    return async (rows) => {
      const latest = await latestMonths(this.#db, rows, asOf);
      return (row) => {
        const series = parseSeriesKey(row.key);
        const marks = series ? notices.marks(series, row.period) : [];
        return stateJson(row, (said) => {
          const joined = saidOfMonth(said, row.period, latest(row.key));
          return `${joined},"notices":${JSON.stringify(marks)}`;
        });
      };
    };
  }

  /** Of these states alone. */
  async of(rows: readonly StateChange[], asOf: AsOf | null): Promise<ShowState> {
    return (await this.at(asOf))(rows);
  }
}
