import type { Cause, StateDocument } from '@silkgauge/contract';
import { type DraftChange, StateBuffer } from '@silkgauge/decisions';
import { emptyBody, partialAsOf } from '@silkgauge/growth';
import {
  appendChanges,
  dropPointers,
  findSeries,
  findStates,
  insertRebuiltFolds,
  lastVersions,
  readFolds,
  registerSeries,
  stateKey,
  type LastVersion,
  type PresentState,
  type Queryable,
  type SeriesRow,
} from '@silkgauge/read-model';
import { parseDocument } from './content.ts';

/** A key with different states in two read models. */
interface DifferingState {
  readonly seriesKey: string;
  readonly period: string;
}

/** Keys per flush. */
const PAGE = 500;

/**
 * Writes the versions of a switch: each differing key gets the rebuilt content and causes under the version
 * after its last. A key that the log lacks becomes empty.
 */
export class RebuiltStates {
  readonly #live: Queryable;
  readonly #beside: Queryable;
  readonly #waiting: DifferingState[] = [];
  #changes = 0;

  /** Both connections are in a transaction: `live` is written, `beside` read. */
  constructor(live: Queryable, beside: Queryable) {
    this.#live = live;
    this.#beside = beside;
  }

  /** Versions written so far. */
  get changes(): number {
    return this.#changes;
  }

  /** Queues the state `key`. */
  async restate(key: string): Promise<void> {
    const slash = key.indexOf('/');
    this.#waiting.push({ seriesKey: key.slice(0, slash), period: key.slice(slash + 1) });
    if (this.#waiting.length >= PAGE) await this.flush();
  }

  async flush(): Promise<void> {
    const states = this.#waiting.splice(0);
    if (states.length === 0) return;
    const keys = [...new Set(states.map(({ seriesKey }) => seriesKey))];
    const beside = await findSeries(this.#beside, keys);
    const live = await this.#liveSeries(keys, beside);
    const last = byKey(await lastVersions(this.#live, idsOf(states, live)), live);
    const rebuilt = byKey(await findStates(this.#beside, idsOf(states, beside)), beside);
    const changes = states.flatMap((state) => {
      const key = stateKey(state.seriesKey, state.period);
      return restated(state, last.get(key), rebuilt.get(key));
    });
    await dropPointers(this.#live, idsOf(states, live));
    const ids = new Map(live.map(({ key, series_id }) => [key, series_id]));
    await appendChanges(
      this.#live,
      changes.map(({ seriesKey, ...change }) => ({ ...change, seriesId: ids.get(seriesKey) ?? '' })),
    );
    await this.#noteFolds(changes, rebuilt, live);
    this.#changes += changes.length;
  }

  /** Copies the folds behind rebuilt states of sales, as the live folds may count wrongly. */
  async #noteFolds(
    changes: readonly DraftChange[],
    rebuilt: ReadonlyMap<string, PresentState>,
    live: readonly SeriesRow[],
  ): Promise<void> {
    const ids = new Map(
      live.filter(({ domain }) => domain === 'platform').map(({ key, series_id }) => [key, series_id]),
    );
    const noted: Parameters<typeof insertRebuiltFolds>[1][number][] = [];
    for (const { seriesKey, period, version } of changes) {
      const seriesId = ids.get(seriesKey);
      if (seriesId === undefined) continue;
      const beside = rebuilt.get(stateKey(seriesKey, period));
      const folds = beside ? await readFolds(this.#beside, seriesKey, period, beside.version) : [];
      noted.push({ seriesId, period, version, folds: JSON.stringify(folds) });
    }
    await insertRebuiltFolds(this.#live, noted);
  }

  /** Finds live series, and registers series that only the log knows. */
  async #liveSeries(keys: readonly string[], beside: readonly SeriesRow[]): Promise<SeriesRow[]> {
    const known = await findSeries(this.#live, keys);
    const found = new Set(known.map(({ key }) => key));
    const missing = Map.groupBy(
      beside.filter(({ key }) => !found.has(key)),
      ({ domain }) => domain,
    );
    for (const [domain, rows] of missing) {
      const added = rows.map(({ key }) => key);
      known.push(...(await registerSeries(this.#live, domain, added)));
    }
    return known;
  }
}

/** Next version of a key; none if neither the live model nor the log has the key. */
function restated(
  { seriesKey, period }: DifferingState,
  last: LastVersion | undefined,
  rebuilt: PresentState | undefined,
): readonly DraftChange[] {
  const before = last && parseDocument(last.document);
  const said = (rebuilt && parseDocument(rebuilt.document)) ?? saysNothing();
  const { change, ...body } = said;
  const buffer = new StateBuffer();
  if (last) buffer.load(seriesKey, { ...last, document: asWritten(before ?? saysNothing()) });
  const knownAt = buffer.knownAt(seriesKey, period, rebuilt?.known_at ?? new Date(0));
  const asOf = partialAsOf(body, period, knownAt.toISOString());
  const because = { reason: 'rebuilt' as const, causes: change.causes, knownAt };
  if (buffer.revise(seriesKey, period, asOf, because) || !last) return buffer.changes;
  // Only the pointer or the text is damaged: the same content gets a version of its own.
  const { reason, causes } = because;
  const again: StateDocument = { ...asOf, change: { reason, previous: before ? {} : null, causes } };
  return [{ seriesKey, period, version: last.version + 1, knownAt, document: JSON.stringify(again) }];
}

/** Text as `StateBuffer` writes it, with `change` last, even if the stored text was damaged. */
function asWritten({ change, ...content }: StateDocument): string {
  return JSON.stringify({ ...content, change });
}

function saysNothing(): StateDocument {
  const causes: readonly Cause[] = [];
  return { ...emptyBody(), change: { reason: 'rebuilt', previous: null, causes } };
}

function idsOf(states: readonly DifferingState[], series: readonly SeriesRow[]) {
  const ids = new Map(series.map(({ key, series_id }) => [key, series_id]));
  return states.flatMap(({ seriesKey, period }) => {
    const seriesId = ids.get(seriesKey);
    return seriesId === undefined ? [] : [{ seriesId, period }];
  });
}

function byKey<T extends { readonly series_id: string; readonly period: string }>(
  rows: readonly T[],
  series: readonly SeriesRow[],
): Map<string, T> {
  const keys = new Map(series.map(({ key, series_id }) => [series_id, key]));
  return new Map(rows.map((row) => [stateKey(keys.get(row.series_id) ?? '', row.period), row]));
}
