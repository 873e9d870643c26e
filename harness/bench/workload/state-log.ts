import { setTimeout as pause } from 'node:timers/promises';
import { announce, appendChanges, registerSeries, type ReadModel } from '@silkgauge/read-model';
import { percentiles, type Percentiles } from '../measure/percentiles.ts';

/** Changes that one statement appends. */
const AT_ONCE = 2_000;
/** Commits a second at a fixed rate. */
const COMMITS = 50;

export const areaOf = (at: number, prefix = 'CN'): string => `${prefix}-${String(at)}`;
export const keyOf = (area: string): string => `GACC.${area}.CBEC.FULL._T._T._T._T.CNY`;
export const PERIOD = '2020';

export interface Pace {
  /** Changes a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Writes versions of series, one of each area, to the change log as the aggregation does. */
export class StateLog {
  readonly #readModel: ReadModel;
  readonly #ids: readonly string[];
  readonly #versions = new Map<number, number>();
  #appended = 0;

  private constructor(readModel: ReadModel, ids: readonly string[]) {
    this.#readModel = readModel;
    this.#ids = ids;
  }

  /** A log of so many series, whose areas begin with a prefix. */
  static async of(readModel: ReadModel, series: number, prefix?: string): Promise<StateLog> {
    const keys = Array.from({ length: series }, (_, at) => keyOf(areaOf(at, prefix)));
    const rows = await registerSeries(readModel.pool, 'customs', keys);
    const ids = new Map(rows.map(({ key, series_id }) => [key, series_id]));
    return new StateLog(
      readModel,
      keys.map((key) => ids.get(key) ?? ''),
    );
  }

  /** Appends a backlog of versions of series in turn. */
  async fill(count: number): Promise<void> {
    for (let left = count; left > 0; left -= AT_ONCE) await this.append(Math.min(left, AT_ONCE));
    // As the server does by itself within a minute.
    await this.#readModel.pool.query('analyze');
  }

  /** Commits versions of series in turn, in one transaction; the sequence of the last. */
  async append(count: number): Promise<number> {
    const changes = Array.from({ length: count }, () => {
      const value = this.#appended++;
      const at = value % this.#ids.length;
      const version = (this.#versions.get(at) ?? 0) + 1;
      this.#versions.set(at, version);
      const seriesId = this.#ids[at] ?? '';
      return { seriesId, period: PERIOD, version, knownAt: new Date(), document: documentOf(String(value)) };
    });
    const last = await appendChanges(this.#readModel.pool, changes);
    await announce(this.#readModel.pool, [String(last)]);
    return Number(last);
  }

  /** Commits at a fixed rate a second; the milliseconds from each commit's begin to the arrivals of its changes. */
  async paced(arrivals: ReadonlyMap<string, number>, { rate, seconds }: Pace): Promise<Percentiles> {
    const count = rate / COMMITS;
    const begun = new Map<string, number>();
    const start = performance.now();
    for (let commit = 0; commit < seconds * COMMITS; commit += 1) {
      await pause(Math.max(0, start + (commit * 1_000) / COMMITS - performance.now()));
      const at = performance.now();
      const last = await this.append(count);
      for (let sequence = last - count + 1; sequence <= last; sequence += 1)
        begun.set(`sg_${String(sequence)}`, at);
    }
    for (let left = 500; left > 0 && [...begun.keys()].some((id) => !arrivals.has(id)); left -= 1)
      await pause(20);
    return percentiles(
      [...begun].map(([id, at]) => {
        const arrived = arrivals.get(id);
        return arrived === undefined ? null : arrived - at;
      }),
    );
  }
}

/** A document as long as a state of two figures, by an event of its own. */
function documentOf(value: string): string {
  const from = { source: '/bench', id: value, document: 'https://example.org/a' };
  const exact = { value, low: value, high: value, status: 'P', formula: 'reported@1', from };
  const side = (unit: string) => ({ reported: { unit, ...exact }, verdict: 'unchecked', gap: null });
  return JSON.stringify({
    level: side('CNY'),
    growth: { GY: { comparedWith: '2019', ...side('percent') } },
    ...{ other: {}, flags: [] },
    change: {
      reason: 'reported',
      previous: null,
      causes: [{ source: '/bench', id: value, topic: 'customs.figures', partition: 0, offset: '0' }],
    },
  });
}
