import type { Fencing } from './broker.fixture.ts';
import { STATEMENTS } from './database.fixture.ts';
import { found, wrote, type Answer, type Statement, type Statements } from './statement.fixture.ts';
import { appendChanges } from './statements-states.fixture.ts';
import { move, placeKey, type Advance } from './statements-positions.fixture.ts';
import { applySales } from './statements-sales.fixture.ts';
import { Locks, Transaction } from './transaction.fixture.ts';

/** A guarantee that database or broker drop: the product relies on each, so each must be missed. */
interface Dropped {
  readonly statements?: Statements;
  readonly ignoredLocks?: 'rows' | 'advisory';
  readonly fencing?: Partial<Fencing>;
}

export const MUTANTS = {
  'a position is moved from wherever it stands': {
    statements: {
      'advance-position': (tx, [topic, partition, epoch, expected, next]) =>
        moveAnyway(tx, [{ key: placeKey(topic, partition), epoch, expected, next } as Advance]),
      'apply-sales': applySales({ advance: moveAnyway }),
    },
  },
  'a claim does not raise the epoch': {
    statements: {
      'claim-position': (tx, [topic, partition]) => {
        const { consumer_position: table } = tx.tables;
        const key = placeKey(topic, partition);
        tx.lockRows(table, [key]);
        const row = table.get(tx, key) ?? {
          topic: String(topic),
          partition: Number(partition),
          epoch: 1n,
          next_offset: 0n,
        };
        table.set(tx, key, row);
        return found([
          {
            epoch: String(row.epoch),
            next_offset: String(row.next_offset),
            last_batch: null,
            topic_id: null,
          },
        ]);
      },
    },
  },
  'the identities of a partition are not found again': {
    statements: { 'load-identities': () => found([]) },
  },
  'a position is stored before its results': {
    statements: {
      'advance-position': atOnce('advance-position'),
      'apply-sales': applySales({ inOwn: ownOf('position') }),
    },
  },
  'totals are stored before the position': {
    statements: { 'apply-sales': applySales({ inOwn: ownOf('totals') }) },
  },
  'identities are stored before the position': {
    statements: { 'apply-sales': applySales({ inOwn: ownOf('identities') }) },
  },
  'sales do not look whether figures or notices came': {
    statements: { 'apply-sales': applySales({ isTurn: () => true }) },
  },
  'sequences do not wait for one another': {
    statements: {
      'append-changes': (tx, values) => {
        const cursor = new Transaction(tx.tables, new Locks());
        const answer = appendChanges(tx, values, cursor);
        cursor.commit();
        return answer;
      },
      'apply-sales': applySales({ inOwn: ownOf('cursor') }),
    },
  },
  'a row does not wait for whoever wrote it': { ignoredLocks: 'rows' },
  'sales are folded beside figures and notices': { ignoredLocks: 'advisory' },
  'the relay stores its place before it sends': {
    statements: {
      'read-changes': (tx, values) => {
        const read = ofName('read-changes')(tx, values);
        const last = read.rows.at(-1) as { sequence: string } | undefined;
        if (last) atOnce('advance-relay')(tx, ['growth-updated', last.sequence]);
        return read;
      },
    },
  },
  'dead letters are marked before they are sent': {
    statements: {
      'waiting-dead-letters': (tx, values) => {
        const waiting = ofName('waiting-dead-letters')(tx, values);
        const ids = (waiting.rows as { dead_letter_id: string }[]).map((row) => row.dead_letter_id);
        atOnce('mark-relayed')(tx, [ids]);
        return waiting;
      },
    },
  },
  'a version that is set aside is told to nobody': { statements: { 'set-aside': () => wrote(0) } },
  'an older sender is not fenced': { fencing: { comparesEpochs: false } },
  'a new sender leaves no mark': { fencing: { marks: false } },
  'the last epochs of a producer id are written with': { fencing: { sparesLastEpochs: false } },
} satisfies Record<string, Dropped>;

export type Mutant = keyof typeof MUTANTS;

export function dropped(mutant: Mutant | undefined): Dropped {
  return mutant === undefined ? {} : MUTANTS[mutant];
}

function moveAnyway(tx: Transaction, to: readonly Advance[]): Answer {
  tx.lockRows(
    tx.tables.consumer_position,
    to.map(({ key }) => key),
  );
  return move(tx, to);
}

/** One part by itself, whatever becomes of the rest. */
function ownOf(alone: string) {
  return (part: string, tx: Transaction): Transaction =>
    part === alone ? new Transaction(tx.tables, new Locks()) : tx;
}

/** The statement by itself, whatever becomes of the transaction around it, and waiting for nobody. */
function atOnce(name: string): Statement {
  return (tx, values) => {
    const own = new Transaction(tx.tables, new Locks());
    const answer = ofName(name)(own, values);
    own.commit();
    return answer;
  };
}

function ofName(name: string): Statement {
  const statement = STATEMENTS[name];
  if (!statement) throw new Error(`no statement ${name}`);
  return statement;
}
