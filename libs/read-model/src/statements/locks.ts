import type { Queryable } from '../read-model.ts';

const FACTS = 7_401_001;
const PLATFORM = 7_401_002;
const RELAY = 7_401_003;
const LETTERS = 7_401_004;
const REPLAY = 7_401_011;

/** Of the read model a connection works on: one that is built in another schema holds up nobody. */
const OF_THIS_MODEL = '$1, hashtext(current_schema())';

/**
 * Figures, claims, notices and statements are few and touch each other across partitions (a withdrawal names a
 * figure elsewhere, a notice marks many series), so their transactions run one after another.
 */
export async function lockFacts(tx: Queryable): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${OF_THIS_MODEL})`, [FACTS]);
}

/** Sales fold side by side, but never while figures or notices of the platform domain are being applied. */
export async function lockPlatform(tx: Queryable, mode: 'shared' | 'exclusive'): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock${mode === 'shared' ? '_shared' : ''}(${OF_THIS_MODEL})`, [
    PLATFORM,
  ]);
}

/** Tries to become the one relay; the lock lives as long as the session. */
export function tryLeadRelay(session: Queryable): Promise<boolean> {
  return tryLock(session, RELAY);
}

/** Tries to become the one relay of dead letters; the same. */
export function tryLeadLetters(session: Queryable): Promise<boolean> {
  return tryLock(session, LETTERS);
}

async function tryLock(session: Queryable, lock: number): Promise<boolean> {
  const { rows } = await session.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [
    lock,
  ]);
  return rows[0]?.leads === true;
}

/**
 * Becomes the one relay at once: the session of whoever leads is ended, and its process tries again behind this one. The lock lives as
 * long as the session.
 */
export async function takeLeadOfRelay(session: Queryable): Promise<void> {
  while (!(await tryLeadRelay(session))) {
    await session.query(
      `select pg_terminate_backend(pid) from pg_locks
       where locktype = 'advisory' and classid = 0 and objid = $1 and objsubid = 1 and granted
         and database = (select oid from pg_database where datname = current_database())`,
      [RELAY],
    );
  }
}

/** One operator replays at a time; the lock lives as long as the session. Waits for its turn. */
export async function lockReplays(session: Queryable): Promise<void> {
  await session.query('select pg_advisory_lock($1)', [REPLAY]);
}
