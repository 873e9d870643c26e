import { parseSeriesKey } from '@silkgauge/contract';
import { stateJson, type AsOf, type Queryable, type StateChange } from '@silkgauge/read-model';
import { NoticeBoard } from './notice-board.ts';

/** A state as JSON text, with what is worked out when it is asked for. */
export type ShowState = (row: StateChange) => string;

/** Joins to states what makes no version of them: the notices in force, as of the clock of the answer. */
export class JoinedStates {
  readonly #notices: NoticeBoard;

  constructor(db: Queryable) {
    this.#notices = new NoticeBoard(db);
  }

  /** Null: now. */
  async at(asOf: AsOf | null): Promise<ShowState> {
    const notices = await this.#notices.at(asOf);
    return (row) => {
      const series = parseSeriesKey(row.key);
      const marks = series ? notices.marks(series, row.period) : [];
      return stateJson(row, `,"notices":${JSON.stringify(marks)}`);
    };
  }
}
