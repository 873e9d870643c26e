import { setTimeout as pause } from 'node:timers/promises';
import { announce, appendChanges, registerSeries, type ReadModel } from '@silkgauge/read-model';
import { percentiles, type Percentiles } from '../measure/percentiles.ts';

/** Changes that one statement appends. */
const AT_ONCE = 2_000;
/** Commits a second at a fixed rate. */
const COMMITS = 50;

export const areaOf = (at: number): string => `CN-${String(at)}`;

export interface Pace {
  /** Changes a second. */
  readonly rate: number;
  readonly seconds: number;
}

/** Writes versions of series, one of each area, to the change log as the aggregation does. */
export class WebhookLog {
  readonly #readModel: ReadModel;
  readonly #ids: readonly string[];
  readonly #versions = new Map<number, number>();
  #appended = 0;

  private constructor(readModel: ReadModel, ids: readonly string[]) {
    this.#readModel = readModel;
    this.#ids = ids;
  }

  static async of(readModel: ReadModel, series: number): Promise<WebhookLog> {
    const keys = Array.from({ length: series }, (_, at) => `GACC.${areaOf(at)}.CBEC.FULL._T._T._T._T.CNY`);
    const rows = await registerSeries(readModel.pool, 'customs', keys);
    const ids = new Map(rows.map(({ key, series_id }) => [key, series_id]));
    return new WebhookLog(
      readModel,
      keys.map((key) => ids.get(key) ?? ''),
    );
  }

  /** Appends a backlog of versions of series in turn. */
  async fill(count: number): Promise<void> {
    for (let left = count; left > 0; left -= AT_ONCE) await this.#append(Math.min(left, AT_ONCE));
  }

  /** Commits versions of series in turn; the sequence of the last. */
  async #append(count: number): Promise<number> {
    const changes = Array.from({ length: count }, () => {
      const value = this.#appended++;
      const at = value % this.#ids.length;
      const version = (this.#versions.get(at) ?? 0) + 1;
      this.#versions.set(at, version);
      const seriesId = this.#ids[at] ?? '';
      return { seriesId, period: '2020', version, knownAt: new Date(), document: documentOf(String(value)) };
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
      const last = await this.#append(count);
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

/** A document as long as a state of one figure. */
function documentOf(value: string): string {
  const exact = { value, unit: 'CNY', low: value, high: value, status: 'P', formula: 'reported@1' };
  return JSON.stringify({
    level: {
      reported: { ...exact, from: { source: '/bench', id: value, document: 'https://example.org/a' } },
      verdict: 'unchecked',
      gap: null,
    },
    ...{ growth: {}, other: {}, flags: [] },
    change: { reason: 'reported', previous: null, causes: [] },
  });
}
