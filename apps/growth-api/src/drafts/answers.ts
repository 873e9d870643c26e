import type { GrowthState } from '@silkgauge/contract';
import { bearingOf, type Answer, type KnownState, type PlacedClaim } from '@silkgauge/draft';
import { latestMonths, saidOfMonth } from '@silkgauge/known';
import {
  isFullPage,
  readStatesOf,
  stateJson,
  type AsOf,
  type Queryable,
  type StateChange,
  type StateName,
  type Turns,
} from '@silkgauge/read-model';
import type { HeldSeries } from '../states/available-states.ts';
import { placeBehind } from '../states/place-behind.ts';
import type { Candidate, Candidates } from './candidates.ts';

/** States of one read: the next look at the time is soon. */
export const MOST_READ = 200;

export interface ReadState {
  readonly row: StateChange;
  readonly state: KnownState;
}

/** A state that bears on a number or a record, with the other periods of its series. */
export interface Bearer extends ReadState {
  readonly held: HeldSeries;
}

/** What was read for the numbers and records of a draft. */
export interface ReadAnswers {
  readonly answers: ReadonlyMap<PlacedClaim, Answer>;
  /** The states of the answers, by key. */
  readonly read: ReadonlyMap<string, Bearer>;
  /** How many states were read. */
  readonly states: number;
  /** How many that might still change a verdict were not, as the time was over. */
  readonly left: number;
}

/**
 * Reads candidates by falling score until nothing can still change a verdict: a number or a record is answered by
 * the first level that has a figure of its measure. Reads until half of the time is over.
 */
export async function readAnswers(
  db: Queryable,
  candidates: readonly Candidates[],
  asOf: AsOf | null,
  turns: Turns,
): Promise<ReadAnswers> {
  const states = new KnownStates(db, asOf, turns);
  const answers = new Map<PlacedClaim, Answer>();
  const read = new Map<string, Bearer>();
  let left = 0;
  for (const { question, levels } of candidates) {
    const { wanted } = question;
    let open: readonly PlacedClaim[] = question.claims;
    for (const level of levels) {
      if (open.length === 0) break;
      const found = await readLevel(level, open, states, turns);
      left += found.left;
      for (const [claim, bearers] of found.bearers) {
        answers.set(claim, { wanted, states: bearers.map(({ state }) => state) });
        for (const one of bearers) read.set(one.state.key, one);
      }
      open = open.filter((claim) => !found.bearers.has(claim));
    }
    for (const claim of open) answers.set(claim, { wanted, states: [] });
  }
  return { answers, read, states: states.count, left };
}

interface ReadLevel {
  /** The states that bear on a number or a record, of each that the level has a figure for. */
  readonly bearers: ReadonlyMap<PlacedClaim, readonly Bearer[]>;
  readonly left: number;
}

async function readLevel(
  level: readonly Candidate[],
  open: readonly PlacedClaim[],
  states: KnownStates,
  turns: Turns,
): Promise<ReadLevel> {
  const bearers = new Map<PlacedClaim, Bearer[]>();
  for (let from = 0; from < level.length; from += MOST_READ) {
    if (turns.areLate) return { bearers, left: level.length - from };
    for (const { fit, ...found } of await states.of(level.slice(from, from + MOST_READ)))
      for (const claim of open) {
        await turns.next();
        const bearing = bearingOf(claim, fit, found.state);
        if (bearing === null) continue;
        const known = bearers.get(claim) ?? [];
        bearers.set(claim, known);
        if (bearing !== 'none') known.push(found);
      }
  }
  return { bearers, left: 0 };
}

type FittingState = Bearer & Pick<Candidate, 'fit'>;

/** States of one moment, each read once for all questions. */
class KnownStates {
  readonly #db: Queryable;
  readonly #asOf: AsOf | null;
  readonly #turns: Turns;
  readonly #states = new Map<string, ReadState | null>();
  count = 0;

  constructor(db: Queryable, asOf: AsOf | null, turns: Turns) {
    this.#db = db;
    this.#asOf = asOf;
    this.#turns = turns;
  }

  /** Those of the candidates that there were at that moment. */
  async of(candidates: readonly Candidate[]): Promise<readonly FittingState[]> {
    const wanted = candidates.map(({ name }) => name).filter((name) => !this.#states.has(nameOf(name)));
    let names: readonly StateName[] = wanted;
    while (names.length > 0) names = await this.#read(names);
    return candidates.flatMap(({ name, fit, held }): readonly FittingState[] => {
      const found = this.#states.get(nameOf(name));
      return found ? [{ ...found, fit, held }] : [];
    });
  }

  /** Reads a page, and gives the names that it cut off. */
  async #read(names: readonly StateName[]): Promise<readonly StateName[]> {
    const { found, rest } = await readKnown(this.#db, names, this.#asOf, this.#turns);
    for (const one of found) this.#states.set(one.state.key, one);
    this.count += found.length;
    const isCut = new Set(rest);
    for (const name of names)
      if (!isCut.has(name) && !this.#states.has(nameOf(name))) this.#states.set(nameOf(name), null);
    return rest;
  }
}

/** A page of the states of these names, and the names that it cut off. */
export async function readKnown(
  db: Queryable,
  names: readonly StateName[],
  asOf: AsOf | null,
  turns: Turns,
): Promise<{ readonly found: readonly ReadState[]; readonly rest: readonly StateName[] }> {
  const rows = await readStatesOf(db, names, { asOf });
  const latest = await latestMonths(db, rows, asOf);
  const found: ReadState[] = [];
  for (const row of rows) {
    await turns.next();
    const text = stateJson(row, (said) => saidOfMonth(said, row.period, latest(row.key)));
    found.push({ row, state: JSON.parse(text) as GrowthState });
  }
  return { found, rest: isFullPage(rows, names.length) ? names.slice(placeBehind(names, rows.at(-1))) : [] };
}

const nameOf = ({ key, period }: StateName): string => `${key}/${period}`;
