import {
  headersJson,
  type KnownEvent,
  type KnownWithdrawal,
  type RegisterChange,
  type RegisterKind,
  type ScheduledRelease,
} from '@silkgauge/read-model';
import { identityKey } from '../facts/decision-context.ts';
import type { LoadName, Loads, Reads } from '../reads/reads.ts';
import type { Rehearsal } from './rehearse-facts.ts';

type Rows<Name extends LoadName> = Loads[Name]['row'][];

/**
 * Reads as if the batches that were rehearsed had been written. Only what batches of several topics share, or
 * several batches of one topic, is told: identities, withdrawals, registers and releases. All figures of a push
 * are in one batch.
 */
export class ReadsAfter implements Reads {
  readonly #reads: Reads;
  readonly #events = new Map<string, KnownEvent>();
  #withdrawals: KnownWithdrawal[] = [];
  /** Ids of events that were accepted, and then refused as withdrawals out of reach. */
  readonly #refused = new Set<string>();
  /** Newest versions by register and key. */
  readonly #registered = new Map<string, RegisterChange>();
  readonly #scheduled = new Map<string, ScheduledRelease>();

  constructor(reads: Reads) {
    this.#reads = reads;
  }

  /** Takes the decisions on a batch; `first` is the place of its first event in the push. */
  take({ events, withdrawals, refusedWithdrawals, registered, scheduled }: Rehearsal, first: number): void {
    for (const { eventId } of refusedWithdrawals) this.#refuse(String(eventId));
    for (const [at, { source, id, type, topic, digest, outcome, data }] of events.entries())
      if (digest && (outcome === 'applied' || outcome === 'superseded'))
        this.#events.set(identityKey({ source, id }), {
          ...{ event_id: eventIdAt(first + at), source, id, type, topic, digest },
          about: aboutIn(type, data),
        });
    for (const { eventIndex, source, id, record } of withdrawals) {
      const by = events[eventIndex];
      if (by)
        this.#withdrawals.push({
          ...{ source, id, event_id: eventIdAt(first + eventIndex), type: by.type, topic: by.topic },
          ...{ by_source: by.source, by_id: by.id },
          headers: record ? headersJson(record) : null,
        });
    }
    for (const { knownAt, ...version } of registered)
      this.#registered.set(`${version.kind} ${version.key}`, {
        ...{ ...version, sequence: '0', known_at: knownAt },
      });
    for (const [release, told] of scheduled) this.#scheduled.set(release, { release, ...told });
  }

  /** Another delivery of a refused withdrawal is decided anew. */
  #refuse(eventId: string): void {
    this.#refused.add(eventId);
    this.#withdrawals = this.#withdrawals.filter(({ event_id }) => event_id !== eventId);
    for (const [name, { event_id }] of this.#events) if (event_id === eventId) this.#events.delete(name);
  }

  async load<Name extends LoadName>(what: Name, keys: readonly Loads[Name]['key'][]): Promise<Rows<Name>> {
    const rows: Rows<LoadName> = await this.#reads.load(what, keys);
    const wanted = new Set(keys.map((key) => nameOf(key as Loads[LoadName]['key'])));
    switch (what) {
      case 'events':
        return [
          ...this.#notRefused(rows as Rows<'events'>),
          ...[...this.#events.values()].filter((one) => wanted.has(nameOf(one))),
        ] as Rows<Name>;
      case 'withdrawals':
        return [
          ...this.#notRefused(rows as Rows<'withdrawals'>),
          ...this.#withdrawals.filter((one) => wanted.has(nameOf(one))),
        ] as Rows<Name>;
      case 'scheduled':
        return [
          ...(rows as Rows<'scheduled'>).filter(({ release }) => !this.#scheduled.has(release)),
          ...[...this.#scheduled.values()].filter(({ release }) => wanted.has(release)),
        ] as Rows<Name>;
      default: {
        const kind = REGISTERS[what];
        if (kind === undefined) return rows as Rows<Name>;
        const newer = [...this.#registered.values()].filter(
          (one) => one.kind === kind && wanted.has(one.key),
        );
        const older = (rows as Rows<'notices'>).filter(({ key }) => !this.#registered.has(`${kind} ${key}`));
        return [...older, ...newer] as Rows<Name>;
      }
    }
  }

  #notRefused<Row extends { readonly event_id: string }>(rows: readonly Row[]): readonly Row[] {
    return rows.filter(({ event_id }) => !this.#refused.has(String(event_id)));
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

/** As a database that holds the event tells what it is about. */
function aboutIn(type: string, data: string | null): string | null {
  const { series, about } = JSON.parse(data ?? '{}') as Readonly<Record<string, unknown>>;
  if (type === 'silkgauge.claim.reported.v1') return JSON.stringify({ series });
  return type === 'silkgauge.statement.attributed.v1' ? JSON.stringify(about) : null;
}

const eventIdAt = (index: number): string => String(idOfPushed(index));

/** Ids of the events of a push are above those of all events that are stored. */
const FIRST_ID = 2n ** 62n;

/** The id that stands for the event at a place of a push. */
export const idOfPushed = (index: number): bigint => FIRST_ID + BigInt(index);

/** The place in the push of the event with an id; null for a stored event. */
export const placeOfPushed = (eventId: bigint): number | null =>
  eventId < FIRST_ID ? null : Number(eventId - FIRST_ID);

function nameOf(key: Loads[LoadName]['key']): string {
  if (typeof key === 'string') return key;
  return 'source' in key ? identityKey(key) : '';
}
