import type { Advance } from '@silkgauge/read-model';
import type { ClaimedPlace } from '@silkgauge/aggregation';
import type { Fencing } from './broker.ts';
import { placeKey } from './store/keys.ts';
import { writes, type Part } from './store/operations-write.ts';
import { OPERATIONS, type Operations } from './store/operations.ts';
import { Locks, Transaction } from './store/transaction.ts';

/** A guarantee dropped by store or broker. The product relies on each guarantee, so each loss must show. */
interface Dropped {
  readonly operations?: Partial<Operations>;
  readonly ignoredLocks?: 'rows' | 'advisory';
  readonly fencing?: Partial<Fencing>;
}

export const MUTANTS = {
  'a position is moved from wherever it stands': {
    operations: { hold: lockAnyway, write: writes({ lock: lockAnyway }) },
  },
  'a claim does not raise the epoch': {
    operations: {
      claim: (tx, topic, partition) => {
        const { consumer_position: table } = tx.tables;
        const key = placeKey(topic, partition);
        tx.lockRows(table, [key]);
        const row = table.get(tx, key) ?? { topic, partition, epoch: 1n, next_offset: 0n };
        table.set(tx, key, row);
        return { epoch: row.epoch, next: row.next_offset, last: null, topicId: null };
      },
    },
  },
  'the identities of a partition are not found again': { operations: { identities: () => [] } },
  'a position is stored before its results': { operations: { write: writes({ inOwn: ownOf('position') }) } },
  'totals are stored before the position': { operations: { write: writes({ inOwn: ownOf('totals') }) } },
  'identities are stored before the position': {
    operations: { write: writes({ inOwn: ownOf('identities') }) },
  },
  'sales do not look whether figures or notices came': {
    operations: { write: writes({ isTurn: () => true }) },
  },
  'sequences do not wait for one another': { operations: { write: writes({ inOwn: ownOf('cursor') }) } },
  'a row does not wait for whoever wrote it': { ignoredLocks: 'rows' },
  'sales are folded beside figures and notices': { ignoredLocks: 'advisory' },
  'the relay stores its place before it sends': {
    operations: {
      readChanges: (tx, ...page) => {
        const changes = OPERATIONS.readChanges(tx, ...page);
        const last = changes.at(-1);
        if (last)
          alone(tx, (own) => {
            OPERATIONS.advanceRelay(own, 'growth-updated', last.sequence);
          });
        return changes;
      },
    },
  },
  'dead letters are marked before they are sent': {
    operations: {
      waitingDeadLetters: (tx, ...page) => {
        const waiting = OPERATIONS.waitingDeadLetters(tx, ...page);
        const ids = waiting.map(({ deadLetterId }) => deadLetterId);
        alone(tx, (own) => {
          OPERATIONS.markRelayed(own, ids);
        });
        return waiting;
      },
    },
  },
  'a version that is set aside is told to nobody': { operations: { setAside: () => undefined } },
  'an older sender is not fenced': { fencing: { comparesEpochs: false } },
  'a new sender leaves no mark': { fencing: { marks: false } },
  'the last epochs of a producer id are written with': { fencing: { sparesLastEpochs: false } },
} satisfies Record<string, Dropped>;

export type Mutant = keyof typeof MUTANTS;

export function dropped(mutant: Mutant | undefined): Dropped {
  return mutant === undefined ? {} : MUTANTS[mutant];
}

function lockAnyway<T extends ClaimedPlace | Advance>(tx: Transaction, places: readonly T[]): readonly T[] {
  tx.lockRows(
    tx.tables.consumer_position,
    places.map(({ topic, partition }) => placeKey(topic, partition)),
  );
  return places;
}

/** One part in a transaction of its own. */
function ownOf(alone: Part) {
  return (part: Part, tx: Transaction): Transaction =>
    part === alone ? new Transaction(tx.tables, new Locks()) : tx;
}

/** Runs work in an independent transaction, without waiting for locks. */
function alone(tx: Transaction, work: (own: Transaction) => void): void {
  const own = new Transaction(tx.tables, new Locks());
  work(own);
  own.commit();
}
