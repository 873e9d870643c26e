import {
  TooMuchWritten,
  workOutFacts,
  type DecidedFacts,
  type DecisionContext,
  type FactsBatch,
  type WorkedOn,
} from '@silkgauge/decisions';
import { UnstorableData } from '@silkgauge/read-model';
import type { DueEvents, DueGroup } from '../embargo/lifting.ts';
import type { Unit } from '../store/store.ts';
import type { FactsMemory } from './facts-memory.ts';
import { refuse } from './refuse.ts';
import { addFacts, NOTHING_WRITTEN, writeFacts, type AppliedFacts } from './write-facts.ts';

/** Limits of the bytes of documents in a transaction. */
export type MostWritten = Pick<WorkedOn, 'mostWritten' | 'mostWrittenByOne'>;

interface LiftedOn {
  readonly memory: FactsMemory;
  /** The token of the transaction. */
  readonly turn: string;
  readonly most: MostWritten;
}

/** A group with what was decided on it, where that was done ahead. */
interface NextGroup {
  readonly group: DueGroup | null;
  readonly decided: DecidedFacts | null;
}

/** A group that is being written. */
interface RunningGroup {
  /** Its context, once its series are registered; null where nothing may be decided on top of it. */
  readonly under: Promise<DecisionContext | null>;
  /** Never rejects. */
  readonly end: Promise<{ readonly written: AppliedFacts } | { readonly error: unknown }>;
}

/**
 * Writes what a tick lifts, group by group, in the transaction of the tick. While a group is written, the next is read and
 * decided. What was done ahead counts only if the group before was written as a whole.
 */
export class LiftedGroups {
  readonly #unit: Unit;
  readonly #due: DueEvents;
  readonly #on: LiftedOn;
  /** Whether memory has what was undone since. */
  #isMemorySpoilt = false;

  constructor(unit: Unit, due: DueEvents, on: LiftedOn) {
    this.#unit = unit;
    this.#due = due;
    this.#on = on;
  }

  /** @throws UnstorableData @throws TooMuchWritten */
  async write(): Promise<AppliedFacts> {
    let applied = NOTHING_WRITTEN;
    let next: NextGroup = { group: await this.#due.next(), decided: null };
    while (next.group) {
      const { group, decided } = next;
      await this.#due.settle(group);
      if (group.facts.records.length === 0) {
        next = { group: await this.#due.next(group), decided: null };
        continue;
      }
      const running = this.#begin(group.facts, decided);
      const ahead = await this.#prepareAhead(group, running);
      const end = await running.end;
      if ('written' in end) applied = addFacts(applied, end.written);
      else applied = addFacts(applied, await this.#inParts(group.facts, end.error));
      next = ahead && 'written' in end ? ahead : { group: await this.#due.next(group), decided: null };
    }
    return applied;
  }

  #begin(facts: FactsBatch, decided: DecidedFacts | null): RunningGroup {
    const { promise: under, resolve: offer } = Promise.withResolvers<DecisionContext | null>();
    const writing = this.#write(facts, decided, (context) => {
      offer(areFigures(facts) ? context : null);
    });
    const end = writing.then(
      (written) => ({ written }),
      (error: unknown) => ({ error }),
    );
    void end.then(() => {
      offer(null);
    });
    return { under, end };
  }

  /** The group behind one that is being written; null where it must be read again. */
  async #prepareAhead(before: DueGroup, running: RunningGroup): Promise<NextGroup | null> {
    const { memory, turn, most } = this.#on;
    try {
      const group = await this.#due.next(before);
      const under = await running.under;
      const graphs = under && group && areFigures(group.facts) ? memory.ahead(turn, turn) : null;
      if (!graphs || !group) return { group, decided: null };
      this.#isMemorySpoilt = true;
      const decided = await workOutFacts(this.#unit, group.facts, { graphs, before: under, ...most });
      this.#isMemorySpoilt = false;
      return { group, decided };
    } catch {
      // Either the group before has failed, or the error comes again in turn.
      return null;
    }
  }

  /** Halves a group that is too much for memory or that the database cannot hold, until it is written. */
  async #inParts(facts: FactsBatch, error: unknown): Promise<AppliedFacts> {
    if (!(error instanceof UnstorableData) && !(error instanceof TooMuchWritten)) throw error;
    this.#isMemorySpoilt = true;
    const { batch, records } = facts;
    const middle = records.length >> 1;
    if (middle === 0)
      return this.#write({ ...facts, records: records.map((one) => refuse(one.record, error)) }, null);
    let applied = NOTHING_WRITTEN;
    for (const [from, to] of [
      [0, middle],
      [middle, records.length],
    ] as const) {
      const part = {
        ...facts,
        batch: { ...batch, records: batch.records.slice(from, to) },
        records: records.slice(from, to),
      };
      const { end } = this.#begin(part, null);
      const ended = await end;
      applied = addFacts(
        applied,
        'written' in ended ? ended.written : await this.#inParts(part, ended.error),
      );
    }
    return applied;
  }

  /** Writes all of a group or nothing. */
  #write(
    facts: FactsBatch,
    decided: DecidedFacts | null,
    onRegistered: (context: DecisionContext) => void = () => undefined,
  ): Promise<AppliedFacts> {
    return this.#unit.attempt(async () => {
      const found = decided ?? (await this.#workOut(facts));
      return writeFacts(this.#unit, { decided: found, records: facts.records, areClaimsLater: true }, () => {
        onRegistered(found.context);
      });
    });
  }

  #workOut(facts: FactsBatch): Promise<DecidedFacts> {
    const { memory, turn, most } = this.#on;
    const graphs = this.#isMemorySpoilt ? memory.anew(turn) : memory.at(turn, turn);
    this.#isMemorySpoilt = false;
    return workOutFacts(this.#unit, facts, { graphs, before: null, ...most });
  }
}

/** Whether a group has figures alone: what withdraws reads rows that are written. */
const areFigures = ({ records }: FactsBatch): boolean =>
  records.every((one) => one.kind !== 'accepted' || one.event.type === 'silkgauge.figure.reported.v1');
