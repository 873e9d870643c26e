import type { Actor } from '../clock.ts';
import type { Connection } from './connection.ts';
import type { Scheduler } from '../scheduler.ts';
import { Tables } from './tables.ts';
import { Locks, Transaction } from './transaction.ts';

/** The simulated database: tables, locks, and connections. */
export class Database {
  readonly tables = new Tables();
  readonly connections = new Set<Connection>();
  readonly scheduler: Scheduler;
  readonly locks: Locks;
  /** Called before a commit takes effect; throws for a forbidden commit. */
  onCommit: (tx: Transaction, by: Actor) => void = () => undefined;

  constructor(scheduler: Scheduler, locks = new Locks()) {
    this.scheduler = scheduler;
    this.locks = locks;
  }

  begin(): Transaction {
    return new Transaction(this.tables, this.locks);
  }

  commit(tx: Transaction, by: Actor): void {
    this.onCommit(tx, by);
    tx.commit();
    for (const payload of tx.notifications)
      for (const connection of this.connections) connection.notify(payload);
  }
}
