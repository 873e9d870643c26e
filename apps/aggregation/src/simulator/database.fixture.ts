import type pg from 'pg';
import type { Actor } from './clock.fixture.ts';
import { Connection, type Asked } from './connection.fixture.ts';
import type { Scheduler } from './scheduler.fixture.ts';
import { FACT_STATEMENTS } from './statements-facts.fixture.ts';
import { POSITION_STATEMENTS } from './statements-positions.fixture.ts';
import { SALES_STATEMENTS } from './statements-sales.fixture.ts';
import { STATE_STATEMENTS } from './statements-states.fixture.ts';
import type { Answer, Statements } from './statement.fixture.ts';
import { Tables } from './tables.fixture.ts';
import { Locks, Transaction } from './transaction.fixture.ts';

export const STATEMENTS: Statements = {
  ...POSITION_STATEMENTS,
  ...STATE_STATEMENTS,
  ...SALES_STATEMENTS,
  ...FACT_STATEMENTS,
};

/** The simulated PostgreSQL: tables, locks, and the connections to them. */
export class Database {
  readonly tables = new Tables();
  readonly locks: Locks;
  readonly connections = new Set<Connection>();
  readonly scheduler: Scheduler;
  readonly statements: Statements;
  /** Called before a commit takes effect; throws when it must never happen. */
  onCommit: (tx: Transaction) => void = () => undefined;

  constructor(scheduler: Scheduler, statements: Statements = STATEMENTS, locks = new Locks()) {
    this.locks = locks;
    this.scheduler = scheduler;
    this.statements = statements;
  }

  begin(): Transaction {
    return new Transaction(this.tables, this.locks);
  }

  commit(tx: Transaction): void {
    this.onCommit(tx);
    tx.commit();
    for (const payload of tx.notifications)
      for (const connection of this.connections) connection.notify(payload);
  }

  /** The pool of one process: connections that came back whole are handed out again. */
  poolOf(actor: Actor): pg.Pool {
    const idle: Connection[] = [];
    const connect = async (): Promise<Connection> => {
      let connection = idle.pop();
      while (connection && !connection.isUsable) connection = idle.pop();
      if (connection) return connection;
      const opened = new Connection(this, actor, (whole) => {
        if (whole) idle.push(opened);
      });
      await opened.connect();
      return opened;
    };
    const query = async (asked: Asked, values?: readonly unknown[]): Promise<Answer> => {
      const connection = await connect();
      try {
        return await connection.query(asked, values);
      } finally {
        connection.release(!connection.isUsable);
      }
    };
    return { connect, query } as unknown as pg.Pool;
  }

  /** Stands in for the driver's client: a session of whichever process makes one. */
  clientClass(): unknown {
    const database = this as Database;
    return class extends Connection {
      constructor() {
        super(database, database.scheduler.running);
      }
    };
  }
}
