import type { KnownEvent, KnownWithdrawal, RegisterChange, RegisterKind } from '@silkgauge/read-model';
import type { LoadName, Loads, Reads } from '../reads/reads.ts';
import type { Rehearsal } from './rehearse-facts.ts';

type Rows<Name extends LoadName> = Loads[Name]['row'][];

/**
 * Reads as if the batches that were rehearsed had been written. Only what batches of several topics share is
 * told: identities, withdrawals and notices, as the figures of a push all go to one topic.
 */
export class ReadsAfter implements Reads {
  readonly #reads: Reads;
  readonly #events = new Map<string, KnownEvent>();
  readonly #withdrawals: KnownWithdrawal[] = [];
  /** Newest versions by register and key. */
  readonly #registered = new Map<string, RegisterChange>();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Takes the decisions on a batch; `first` is the place of its first event in the push. */
  take({ events, withdrawals, registered }: Rehearsal, first: number): void {
    for (const [at, { source, id, type, topic, digest, outcome }] of events.entries())
      if (digest && (outcome === 'applied' || outcome === 'superseded'))
        this.#events.set(nameOf({ source, id }), {
          ...{ event_id: eventIdAt(first + at), source, id, type, topic, digest },
        });
    for (const { eventIndex, source, id } of withdrawals) {
      const by = events[eventIndex];
      if (by)
        this.#withdrawals.push({
          ...{ source, id, event_id: eventIdAt(first + eventIndex), type: by.type, topic: by.topic },
          ...{ by_source: by.source, by_id: by.id },
        });
    }
    for (const { knownAt, ...version } of registered)
      this.#registered.set(`${version.kind} ${version.key}`, {
        ...{ ...version, sequence: '0', known_at: knownAt },
      });
  }

  async load<Name extends LoadName>(what: Name, keys: readonly Loads[Name]['key'][]): Promise<Rows<Name>> {
    const rows: Rows<LoadName> = await this.#reads.load(what, keys);
    const wanted = new Set(keys.map((key) => nameOf(key as Loads[LoadName]['key'])));
    if (what === 'events') rows.push(...[...this.#events.values()].filter((one) => wanted.has(nameOf(one))));
    if (what === 'withdrawals') rows.push(...this.#withdrawals.filter((one) => wanted.has(nameOf(one))));
    const kind = REGISTERS[what];
    if (kind === undefined) return rows as Rows<Name>;
    const newer = [...this.#registered.values()].filter((one) => one.kind === kind && wanted.has(one.key));
    const older = (rows as Rows<'notices'>).filter(({ key }) => !this.#registered.has(`${kind} ${key}`));
    return [...older, ...newer] as Rows<Name>;
  }

  platformTurn(): Promise<string> {
    return this.#reads.platformTurn();
  }

  hasFloors(): Promise<boolean> {
    return this.#reads.hasFloors();
  }
}

/** Registers that pushes change, by their loads. */
const REGISTERS: Readonly<Partial<Record<LoadName, RegisterKind>>> = {
  notices: 'notice',
  orders: 'order',
  statements: 'statement',
};

/** Ids of rehearsed events are negative, so none is that of an event in the database. */
const eventIdAt = (index: number): string => String(-index - 1);

/** The place in the push of the event with a negative id; null for an event of the database. */
export const indexOfEvent = (eventId: bigint): number | null => (eventId < 0n ? Number(-eventId) - 1 : null);

function nameOf(key: Loads[LoadName]['key']): string {
  if (typeof key === 'string') return key;
  return 'source' in key ? `${key.source}\0${key.id}` : '';
}
