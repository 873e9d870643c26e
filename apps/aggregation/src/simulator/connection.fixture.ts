import { Refusal, Wait, type Scheduler } from './scheduler.fixture.ts';
import type { Actor } from './clock.fixture.ts';
import { found, wrote, type Answer, type Statement, type Statements } from './statement.fixture.ts';
import { SqlError, type Locks, type Transaction } from './transaction.fixture.ts';

export type Asked =
  string | { readonly name?: string; readonly text: string; readonly values?: readonly unknown[] };

/** The database as its connections need it. */
interface Server {
  readonly scheduler: Scheduler;
  readonly statements: Statements;
  readonly locks: Locks;
  readonly connections: Set<Connection>;
  begin(): Transaction;
  commit(tx: Transaction): void;
}

class ConnectionLost extends Refusal {
  override readonly name = 'ConnectionLost';
}

const lost = (): Error => new ConnectionLost('Connection terminated unexpectedly');

/** One connection, both its ends: what the server has open for it, and what the process believes. */
export class Connection {
  readonly actor: Actor;
  readonly #server: Server;
  readonly #giveBack: (whole: boolean) => void;
  readonly #handlers = new Map<string, ((what: unknown) => void)[]>();
  #tx: Transaction | null = null;
  #listens = false;
  #lastAsked = 0;
  /** At the server. */
  #open = true;
  /** At the process. */
  #usable = true;

  constructor(server: Server, actor: Actor, giveBack: (whole: boolean) => void = () => undefined) {
    this.#server = server;
    this.actor = actor;
    this.#giveBack = giveBack;
  }

  /** As far as the process knows. */
  get isUsable(): boolean {
    return this.#usable;
  }

  async connect(): Promise<void> {
    await this.#ask('connect', () => {
      this.#server.connections.add(this);
      return wrote(0);
    });
  }

  query(asked: Asked, values: readonly unknown[] = []): Promise<Answer> {
    const { name, text, values: own = values } = typeof asked === 'string' ? { text: asked } : asked;
    return this.#ask(name ?? text.slice(0, 60), () => this.#serve(name, text, own));
  }

  on(event: string, handler: (what: unknown) => void): this {
    this.#handlers.set(event, [...(this.#handlers.get(event) ?? []), handler]);
    return this;
  }

  removeListener(event: string, handler: (what: unknown) => void): this {
    this.#handlers.set(
      event,
      (this.#handlers.get(event) ?? []).filter((h) => h !== handler),
    );
    return this;
  }

  release(broken = false): void {
    if (broken) void this.end();
    else this.#giveBack(this.#usable);
  }

  /** The server hears of it later. */
  end(): Promise<void> {
    this.#usable = false;
    this.#server.scheduler.atServer('connection closed', () => {
      this.#close();
    });
    return Promise.resolve();
  }

  /** The server drops it; the process learns of it when it next looks. */
  terminate(): void {
    if (!this.#open) return;
    this.#close();
    this.#server.scheduler.tell(this.actor, 'connection lost', () => {
      if (!this.#usable) return;
      this.#usable = false;
      this.#emit('error', lost());
    });
  }

  notify(payload: string): void {
    if (!this.#listens) return;
    this.#server.scheduler.tell(this.actor, `notified of ${payload}`, () => {
      this.#emit('notification', { channel: 'growth_change', payload });
    });
  }

  #emit(event: string, what: unknown): void {
    for (const handler of this.#handlers.get(event) ?? []) handler(what);
  }

  async #ask(what: string, serve: () => Answer): Promise<Answer> {
    if (!this.#usable) throw lost();
    return this.#server.scheduler.request(this.actor, {
      what,
      serve: () => {
        if (!this.#open) throw lost();
        this.#lastAsked = this.#server.scheduler.clock.now;
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

  #endWhenSilent(ms: number): void {
    const { scheduler } = this.#server;
    const silent = scheduler.clock.now - this.#lastAsked;
    if (!this.#open) return;
    if (silent >= ms) {
      scheduler.trace('server', `ends a silent session of ${this.actor.name}`);
      this.terminate();
    } else
      scheduler.atServerIn(ms - silent, 'looks for silent sessions', () => {
        this.#endWhenSilent(ms);
      });
  }

  #close(): void {
    this.#open = false;
    this.#listens = false;
    this.#tx?.end();
    this.#tx = null;
    this.#server.locks.freeAdvisory(this);
    this.#server.connections.delete(this);
  }

  #serve(name: string | undefined, text: string, values: readonly unknown[]): Answer {
    if (name === undefined) {
      const answer = this.#command(text, values);
      if (answer) return answer;
    }
    if (this.#tx) return this.#inTransaction(this.#tx, name, text, values);
    const tx = this.#server.begin();
    try {
      const answer = this.#run(tx, name, text, values);
      this.#server.commit(tx);
      return answer;
    } finally {
      tx.end();
    }
  }

  /** What concerns the session; null for anything else. */
  #command(text: string, values: readonly unknown[]): Answer | null {
    switch (text) {
      case 'begin':
        this.#tx = this.#server.begin();
        return wrote(0);
      case 'commit':
        return this.#end((tx) => {
          if (!tx.failed) this.#server.commit(tx);
        });
      case 'rollback':
        return this.#end(() => undefined);
      case 'listen growth_change':
        this.#listens = true;
        return wrote(0);
      case 'select 1':
        return found([{}]);
      case "select set_config('idle_session_timeout', $1, false)":
        this.#endWhenSilent(Number(values[0]));
        return found([{}]);
      case 'select pg_try_advisory_lock($1) as leads': {
        const against = this.#server.locks.tryAdvisory(Number(values[0]), this, 'exclusive');
        return found([{ leads: against.length === 0 }]);
      }
      default:
        return null;
    }
  }

  #inTransaction(
    tx: Transaction,
    name: string | undefined,
    text: string,
    values: readonly unknown[],
  ): Answer {
    if (tx.failed) throw new SqlError('25P02', 'current transaction is aborted');
    try {
      return this.#run(tx, name, text, values);
    } catch (error) {
      if (!(error instanceof Wait)) tx.failed = true;
      throw error;
    }
  }

  #run(tx: Transaction, name: string | undefined, text: string, values: readonly unknown[]): Answer {
    const statement = name === undefined ? advisoryLock(text) : this.#server.statements[name];
    if (!statement) throw new UnknownStatement(name ?? text);
    return statement(tx, values);
  }

  #end(act: (tx: Transaction) => void): Answer {
    const tx = this.#tx;
    this.#tx = null;
    if (tx) act(tx);
    tx?.end();
    return wrote(0);
  }
}

function advisoryLock(text: string): Statement | undefined {
  const lock = /^select pg_advisory_xact_lock(_shared)?\(\$1(?:, hashtext\(current_schema\(\)\))?\)$/.exec(
    text,
  );
  if (!lock) return undefined;
  return (tx, values) => {
    tx.lockAdvisory(Number(values[0]), lock[1] ? 'shared' : 'exclusive');
    return found([{}]);
  };
}

/** The product asks something the simulation was not taught: teach it, or it proves nothing. */
export class UnknownStatement extends Error {
  constructor(what: string) {
    super(`the simulated database does not know the statement ${what}; add it to STATEMENTS`);
  }
}
