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

/** The address of the two-year average of a state over a zero or tiny base, as its last member; '' where it has none. */
function averageOf(said: string, { key, period }: StateChange, asOf: AsOf | null): string {
  // The average is of yearly growth: a month over the month before has none.
  if (!SMALL_BASE.test(said) || !said.includes('"GY":{')) return '';
  const clock = asOf ? { asOf: 'sequence' in asOf ? asOf.sequence : asOf.instant } : {};
  const asked = new URLSearchParams({ transform: 'two-year-average', from: period, to: period, ...clock });
  return `,"twoYearAverage":${JSON.stringify(`/v1/transformations/${key}?${asked.toString()}`)}`;
}

const SMALL_BASE = /"flags":\[[^\]]*"small-base"/;

/** Joins what makes no version: notices in force, `partial-period` of sale months, promises of final figures, and pointers. */
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
    const { finals } = this.#notices;
    const marksOf = (of: NoticesInForce, key: string, period: string) => {
      const series = parseSeriesKey(key);
      return series ? of.marks(series, period) : [];
    };
    // What is pinned to a moment stays as it is, and promises move.
    const promiseOf = (key: string, period: string) => {
      const series = asOf === null ? parseSeriesKey(key) : null;
      const promise = series && finals.of(series, period);
      return promise ? `,"finalPromise":${JSON.stringify(promise)}` : '';
    };
    return {
      show: async (rows) => {
        const latest = await latestMonths(this.#db, rows, asOf);
        return (row) =>
          stateJson(row, (said) => {
            const joined = saidOfMonth(said, row.period, latest(row.key));
            const marks = JSON.stringify(marksOf(notices, row.key, row.period));
            const average = averageOf(joined, row, asOf);
            return `${joined},"notices":${marks}${promiseOf(row.key, row.period)}${average}`;
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
