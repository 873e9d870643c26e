import {
  type LeaderSession,
  NO_EVIDENCE,
  type RelayStore,
  type SessionOptions,
  type Store,
  type Unit,
} from '@silkgauge/aggregation';
import type { Reads } from '@silkgauge/decisions';
import type { ChangeRow, Claimed, WaitingDeadLetter } from '@silkgauge/read-model';
import type { Actor } from '../clock.ts';
import { Connection, type Ask } from './connection.ts';
import type { Database } from './database.ts';
import { OPERATIONS, type Operations } from './operations.ts';
import { NO_CLAIMS } from './operations-loads.ts';

/** The store in memory: the methods of the PostgreSQL store, over simulated connections that may break. */
export interface MemoryStore extends Store, RelayStore {
  /** Claims a partition and returns its position. */
  claim(topic: string, partition: number): Promise<Claimed>;
  /** Queries of the relays, with pages of `bytes`. */
  readChanges(after: string, limit: number, bytes?: number): Promise<ChangeRow[]>;
  waitingDeadLetters(limit: number, bytes?: number): Promise<WaitingDeadLetter[]>;
  announce(told: readonly string[]): Promise<void>;
}

/** The store of one process. */
export function memoryStore(
  database: Database,
  actor: Actor,
  operations: Operations = OPERATIONS,
): MemoryStore {
  const pool = poolOf(database, actor);
  const ask: Ask = (what, serve) => pool((connection) => connection.ask(what, serve));
  return {
    ...readsOf(ask, operations),
    ...relayStoreOf(ask, operations),
    openSession: (options) => openSession(database, actor, options),
    announce: (told) =>
      ask('announce', (tx) => {
        operations.announce(tx, told);
      }),
    claim: (topic, partition) => ask('claim', (tx) => operations.claim(tx, topic, partition)),
    identities: async function* (topic, partition) {
      yield await ask('identities', (tx) => operations.identities(tx, topic, partition));
    },
    write: (outcome) => ask('write', (tx) => operations.write(tx, { ...outcome, evidence: NO_EVIDENCE })),
    transaction: (work) =>
      pool(async (connection) => {
        await connection.begin();
        try {
          const result = await work(unitOf(connection.ask, operations));
          await connection.commit();
          return result;
        } catch (error) {
          // After a lost answer to a commit the state is unknown, so the connection is not reused.
          await connection.rollback().catch(() => undefined);
          await connection.end();
          throw error;
        }
      }),
  };
}

/** Intact connections are reused. */
function poolOf(database: Database, actor: Actor) {
  const idle: Connection[] = [];
  const connect = async (): Promise<Connection> => {
    let connection = idle.pop();
    while (connection && !connection.isUsable) connection = idle.pop();
    if (connection) return connection;
    const opened = new Connection(database, actor, { onReleased: (whole) => idle.push(whole) });
    await opened.connect();
    return opened;
  };
  return async <T>(work: (connection: Connection) => Promise<T>): Promise<T> => {
    const connection = await connect();
    try {
      return await work(connection);
    } finally {
      connection.release();
    }
  };
}

function readsOf(ask: Ask, operations: Operations): Reads {
  return {
    load: async (what, keys) =>
      keys.length === 0 ? [] : ask(`load ${what}`, (tx) => operations.loads[what](tx, keys)),
    platformTurn: () => ask('platform turn', operations.platformTurn),
    hasFloors: () => ask('has floors', () => false),
  };
}

function unitOf(ask: Ask, operations: Operations): Unit {
  const hold: Unit['hold'] = (places) =>
    ask('hold', (tx) => {
      operations.hold(tx, places);
    });
  return {
    ...readsOf(ask, operations),
    beginFacts: async (place, turn) => {
      await ask('lock facts', operations.lockFacts);
      if (turn.reachesSales)
        await ask('lock out sales', (tx) => {
          operations.lockPlatform(tx, 'exclusive');
        });
      await hold([place]);
      return ask('take the turn', (tx) => operations.takeTurn(tx, turn));
    },
    beginSales: () =>
      ask('lock out facts of platforms', (tx) => {
        operations.lockPlatform(tx, 'shared');
      }),
    hold,
    registerSeries: async (domain, keys) =>
      keys.length === 0 ? [] : ask('register series', (tx) => operations.registerSeries(tx, domain, keys)),
    write: async (outcome) => {
      const { evidence } = outcome;
      if (Object.values(evidence).some((rows: readonly unknown[]) => rows.length > 0))
        await ask('insert evidence', (tx) => {
          operations.insertEvidence(tx, evidence);
        });
      return ask('write', (tx) => operations.write(tx, { ...outcome, evidence: NO_EVIDENCE }));
    },
    holdCursor: () => ask('hold the cursor', operations.holdCursor),
    ...NO_CLAIMS.unit,
    ...NO_EMBARGO,
  };
}

/** Simulated logs have nothing under embargo. */
const NO_EMBARGO: Pick<Unit, 'heldFor' | 'dueHeld' | 'dropHeld' | 'waitOn' | 'attempt'> = {
  heldFor: () => Promise.resolve({ until: null, releases: [], generations: [] }),
  dueHeld: () => Promise.resolve([]),
  dropHeld: () => Promise.resolve(),
  waitOn: () => Promise.resolve(),
  attempt: (work) => work(),
};

function relayStoreOf(ask: Ask, operations: Operations): Omit<RelayStore, 'openSession'> {
  return {
    relayPosition: (relay) => ask('relay position', (tx) => operations.relayPosition(tx, relay)),
    advanceRelay: (relay, sequence) =>
      ask('advance the relay', (tx) => {
        operations.advanceRelay(tx, relay, sequence);
      }),
    readChanges: (...page) => ask('read changes', (tx) => operations.readChanges(tx, ...page)),
    publishedSince: (domain, seen, range) =>
      ask('published since', (tx) => operations.publishedSince(tx, domain, seen, range)),
    registeredSince: (kind, seen, range) =>
      ask('registered since', (tx) => operations.registeredSince(tx, kind, seen, range)),
    setAside: (letters) =>
      ask('set aside', (tx) => {
        operations.setAside(tx, letters);
      }),
    waitingDeadLetters: (...page) =>
      ask('waiting dead letters', (tx) => operations.waitingDeadLetters(tx, ...page)),
    markRelayed: (ids) =>
      ask('mark relayed', (tx) => {
        operations.markRelayed(tx, ids);
      }),
    markRelayedAt: (letters) => ask('mark relayed at', (tx) => operations.markRelayedAt(tx, letters)),
  };
}

async function openSession(
  database: Database,
  actor: Actor,
  { silenceMs, onLost, onTold }: SessionOptions,
): Promise<LeaderSession> {
  const session = new Connection(database, actor, { onLost, onTold });
  await session.connect();
  await session.endWhenSilent(silenceMs);
  return {
    tryLead: (lead) => session.tryLock(lead),
    listen: () => session.listen(),
    say: () => session.say(),
    end: () => session.end(),
  };
}
