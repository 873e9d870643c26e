import type { Actor } from '../clock.ts';
import { Refusal, Wait, type Scheduler } from '../scheduler.ts';
import { StoreError, type Lock, type Locks, type Transaction } from './transaction.ts';

/** Runs a function in a transaction at the server. */
export type Ask = <T>(what: string, serve: (tx: Transaction) => T) => Promise<T>;

/** The part of the database that connections use. */
interface Server {
  readonly scheduler: Scheduler;
  readonly locks: Locks;
  readonly connections: Set<Connection>;
  begin(): Transaction;
  commit(tx: Transaction, by: Actor): void;
}

export interface ConnectionOptions {
  /** Returns the connection to the pool. */
  readonly onReleased?: (connection: Connection) => void;
  readonly onLost?: (error: Error) => void;
  readonly onTold?: (payload: string) => void;
}

class ConnectionLost extends Refusal {
  override readonly name = 'ConnectionLost';
}

const lost = (): Error => new ConnectionLost('Connection terminated unexpectedly');

/** One connection with both ends: the state at the server, and the state as the process sees it. */
export class Connection {
  readonly actor: Actor;
  readonly #database: Server;
  readonly #options: ConnectionOptions;
  #tx: Transaction | null = null;
  #listens = false;
  #lastAsked = 0;
  /** State at the server. */
  #open = true;
  /** State at the process. */
  #usable = true;

  constructor(database: Server, actor: Actor, options: ConnectionOptions = {}) {
    this.#database = database;
    this.actor = actor;
    this.#options = options;
  }

  get isUsable(): boolean {
    return this.#usable;
  }

  connect(): Promise<void> {
    return this.#request('connect', () => {
      this.#database.connections.add(this);
    });
  }

  /** Runs in the open transaction, or in a transaction of its own. */
  readonly ask: Ask = (what, serve) =>
    this.#request(what, () => (this.#tx ? inOpen(this.#tx, serve) : this.#alone(serve)));

  begin(): Promise<void> {
    return this.#request('begin', () => {
      this.#tx = this.#database.begin();
    });
  }

  /** A commit after any failure rolls the transaction back. */
  commit(): Promise<void> {
    return this.#request('commit', () => {
      const tx = this.#tx;
      this.#tx = null;
      if (tx && !tx.failed) this.#database.commit(tx, this.actor);
      tx?.end();
    });
  }

  rollback(): Promise<void> {
    return this.#request('rollback', () => {
      this.#tx?.end();
      this.#tx = null;
    });
  }

  /** Takes a session lock if it is free. */
  tryLock(lock: Lock): Promise<boolean> {
    return this.#request('try to lead', () => {
      return this.#database.locks.tryAdvisory(lock, this, 'exclusive').length === 0;
    });
  }

  listen(): Promise<void> {
    return this.#request('listen', () => {
      this.#listens = true;
    });
  }

  say(): Promise<void> {
    return this.#request('say', () => undefined);
  }

  endWhenSilent(ms: number): Promise<void> {
    return this.#request('end when silent', () => {
      this.#lookForSilence(ms);
    });
  }

  /** Returns a usable connection to the pool. */
  release(): void {
    if (this.#usable) this.#options.onReleased?.(this);
  }

  /** Ends the connection; the server learns later. */
  end(): Promise<void> {
    if (!this.#usable) return Promise.resolve();
    this.#usable = false;
    this.#database.scheduler.atServer('connection closed', () => {
      this.#close();
    });
    return Promise.resolve();
  }

  /** The server drops the connection; the process learns at its next look. */
  terminate(): void {
    if (!this.#open) return;
    this.#close();
    this.#database.scheduler.tell(this.actor, 'connection lost', () => {
      if (!this.#usable) return;
      this.#usable = false;
      this.#options.onLost?.(lost());
    });
  }

  notify(payload: string): void {
    if (!this.#listens) return;
    this.#database.scheduler.tell(this.actor, `notified of ${payload}`, () => {
      this.#options.onTold?.(payload);
    });
  }

  async #request<T>(what: string, serve: () => T): Promise<T> {
    if (!this.#usable) throw lost();
    const { scheduler } = this.#database;
    return scheduler.request(this.actor, {
      what,
      serve: () => {
        if (!this.#open) throw lost();
        this.#lastAsked = scheduler.clock.now;
        return serve();
      },
      cut: () => {
        this.#close();
      },
      lost: () => {
        this.#usable = false;
        return lost();
      },
    });
  }

  #alone<T>(serve: (tx: Transaction) => T): T {
    const tx = this.#database.begin();
    try {
      const answer = serve(tx);
      this.#database.commit(tx, this.actor);
      return answer;
    } finally {
      tx.end();
    }
  }

  #lookForSilence(ms: number): void {
    const { scheduler } = this.#database;
    const silent = scheduler.clock.now - this.#lastAsked;
    if (!this.#open) return;
    if (silent >= ms) {
      scheduler.trace('server', `ends a silent session of ${this.actor.name}`);
      this.terminate();
    } else
      scheduler.atServerIn(ms - silent, 'looks for silent sessions', () => {
        this.#lookForSilence(ms);
      });
  }

  #close(): void {
    this.#open = false;
    this.#listens = false;
    this.#tx?.end();
    this.#tx = null;
    this.#database.locks.freeAdvisory(this);
    this.#database.connections.delete(this);
  }
}

function inOpen<T>(tx: Transaction, serve: (tx: Transaction) => T): T {
  if (tx.failed) throw new StoreError('the transaction has failed');
  try {
    return serve(tx);
  } catch (error) {
    if (!(error instanceof Wait)) tx.failed = true;
    throw error;
  }
}
