import {
  advanceRelay,
  connect,
  endWhenSilent,
  markRelayed,
  markRelayedAt,
  publishedSince,
  readChanges,
  registeredSince,
  relayPosition,
  setAside,
  tryLeadDesk,
  tryLeadLetters,
  tryLeadRelay,
  waitingDeadLetters,
  type ReadModel,
} from '@silkgauge/read-model';
import type { Lead, LeaderSession, RelayStore, SessionOptions } from './relay-store.ts';

/** The relays' store in PostgreSQL: statements on a pool, and sessions of their own. */
export function postgresRelayStore({ pool }: ReadModel, databaseUrl: string): RelayStore {
  return {
    openSession: (options) => openSession(databaseUrl, options),
    relayPosition: (relay) => relayPosition(pool, relay),
    advanceRelay: (relay, sequence) => advanceRelay(pool, relay, sequence),
    readChanges: (...page) => readChanges(pool, ...page),
    publishedSince: (domain, seen, range) => publishedSince(pool, domain, seen, range),
    registeredSince: (kind, seen, range) => registeredSince(pool, kind, seen, range),
    setAside: (letters) => setAside(pool, letters),
    waitingDeadLetters: (...page) => waitingDeadLetters(pool, ...page),
    markRelayed: (ids) => markRelayed(pool, ids),
    markRelayedAt: (letters) => markRelayedAt(pool, letters),
  };
}

const TRY_LEAD = { changes: tryLeadRelay, letters: tryLeadLetters, desk: tryLeadDesk };

async function openSession(
  databaseUrl: string,
  { name, silenceMs, onLost, onTold }: SessionOptions,
): Promise<LeaderSession> {
  const session = await connect(databaseUrl, `silkgauge-${name}`);
  session.on('error', onLost);
  session.on('notification', ({ payload = '' }) => {
    onTold(payload);
  });
  const end = async () => {
    await session.end().catch(() => undefined);
  };
  try {
    await endWhenSilent(session, silenceMs);
  } catch (error) {
    await end();
    throw error;
  }
  return {
    tryLead: (lead: Lead) => TRY_LEAD[lead](session),
    listen: async () => {
      await session.query('listen growth_change');
    },
    say: async () => {
      await session.query('select 1');
    },
    end,
  };
}
