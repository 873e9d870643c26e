import type { ServedState } from '@silkgauge/contract';
import {
  readChangesAt,
  readVersions,
  stateJson,
  type AsOf,
  type Queryable,
  type StateChange,
} from '@silkgauge/read-model';
import {
  byKeyAndPeriod,
  matcherOf,
  observationsOf,
  tooLarge,
  type Action,
  type Observation,
} from '@silkgauge/sdmx';
import { statesInLots } from '../table/whole-states.ts';
import { evidenceBehind, NO_EVIDENCE } from './evidence.ts';
import { needsEvidence, type Chosen, type Lot } from './observations.ts';
import { placeOf } from './removed.ts';
import { placesOf } from './scope.ts';

/** Versions that an answer has at most. */
export const MOST_VERSIONS = 50_000;
const VERSIONS_AT_A_TIME = 500;

/** What became known at an instant, or vanished then. */
export interface HistorySet {
  readonly action: Extract<Action, 'Replace' | 'Delete'>;
  readonly at: string;
  readonly observations: Lot;
}

/**
 * Every version of the matching states, in order of sequence: for each instant what vanished, then what became known;
 * a state that comes twice in one instant opens another set.
 *
 * @throws SdmxFault 413 above 50,000 versions
 */
export async function* historyIn(db: Queryable, chosen: Chosen): AsyncGenerator<HistorySet, void> {
  const { flow, asOf, changedAfter, gone } = chosen;
  const filter = placesOf(chosen, flow);
  if (filter === null) return;
  const versions = await readVersions(db, filter, { after: changedAfter, asOf, limit: MOST_VERSIONS + 1 });
  if (versions.length > MOST_VERSIONS) throw tooManyVersions();
  const told = new Told(chosen);
  for (let from = 0; from < versions.length; from += VERSIONS_AT_A_TIME) {
    gone.throwIfAborted();
    const sequences = versions.slice(from, from + VERSIONS_AT_A_TIME).map(Number);
    const rows = (await readChangesAt(db, sequences)).filter((row): row is StateChange => !row.kind);
    await told.remember(db, rows, changedAfter);
    const states = rows.map((row) => JSON.parse(stateJson(row)) as ServedState);
    const evidence = needsEvidence(chosen) ? await evidenceBehind(db, states) : NO_EVIDENCE;
    for (const state of states) yield* told.tell(state, observationsOf(state, evidence));
  }
  yield* told.rest();
}

const tooManyVersions = () =>
  tooLarge(
    MOST_VERSIONS,
    { en: 'versions', zh: '个版本' },
    {
      en: 'ask for fewer series or periods, or write updatedAfter',
      zh: '请减少序列或时期，或使用 updatedAfter',
    },
  );

/** Versions of states, one after another, as sets of an instant. */
class Told {
  readonly #chosen: Chosen;
  readonly #matches: (observation: Observation) => boolean;
  /** Observations of the version before, by state, as far as it is known. */
  readonly #before = new Map<string, Lot>();
  readonly #states = new Set<string>();
  #at = '';
  #gone: Observation[] = [];
  #known: Observation[] = [];

  constructor(chosen: Chosen) {
    this.#chosen = chosen;
    this.#matches = matcherOf({ ...chosen, flows: [chosen.flow] });
  }

  /** Reads the versions before the first ones that are told. */
  async remember(db: Queryable, rows: readonly StateChange[], after: AsOf | null): Promise<void> {
    if (after === null) return;
    const named = rows
      .filter(({ version }) => version > 1)
      .map((row) => [`${row.key}/${row.period}`, row] as const)
      .filter(([name]) => !this.#before.has(name));
    const names = [...new Map(named).values()];
    const isSeen = needsEvidence({ ...this.#chosen, attributes: [] });
    for await (const before of statesInLots(db, names, after)) {
      this.#chosen.gone.throwIfAborted();
      const states = before.map((row) => JSON.parse(stateJson(row)) as ServedState);
      const evidence = isSeen ? await evidenceBehind(db, states) : NO_EVIDENCE;
      for (const state of states) this.#keep(state, observationsOf(state, evidence).filter(this.#matches));
    }
  }

  *tell(state: ServedState, observations: readonly Observation[]): Generator<HistorySet, void> {
    const at = state.knownAt ?? '';
    if (at !== this.#at || this.#states.has(state.key)) yield* this.rest();
    this.#at = at;
    this.#states.add(state.key);
    const known = observations.filter(this.#matches);
    const places = new Set(known.map(placeOf));
    this.#gone.push(...(this.#before.get(state.key) ?? []).filter((one) => !places.has(placeOf(one))));
    this.#known.push(...known);
    this.#keep(state, known);
  }

  *rest(): Generator<HistorySet, void> {
    const [gone, known] = [this.#gone, this.#known];
    [this.#gone, this.#known] = [[], []];
    this.#states.clear();
    if (gone.length > 0) yield { action: 'Delete', at: this.#at, observations: gone.sort(byKeyAndPeriod) };
    if (known.length > 0) yield { action: 'Replace', at: this.#at, observations: known.sort(byKeyAndPeriod) };
  }

  /** Of what is gone nothing is shown but its key. */
  #keep({ key }: ServedState, observations: readonly Observation[]): void {
    this.#before.set(
      key,
      observations.map((one) => ({ ...one, value: null, attributes: {} })),
    );
  }
}
