import type { Queryable } from '../read-model.ts';

const FACTS = 7_401_001;
const PLATFORM = 7_401_002;
const RELAY = 7_401_003;
const LETTERS = 7_401_004;
const DESK = 7_401_005;
const REPLAY = 7_401_011;

/** With the schema as second key, a read model in another schema blocks no writer of this one. */
const OF_THIS_MODEL = '$1, hashtext(current_schema())';

/** Serialises transactions of facts: facts are few, and change states across partitions. */
export async function lockFacts(tx: Queryable): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(${OF_THIS_MODEL})`, [FACTS]);
}

/** Sales take the lock shared, figures and notices of the platform domain exclusively. */
export async function lockPlatform(tx: Queryable, mode: 'shared' | 'exclusive'): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock${mode === 'shared' ? '_shared' : ''}(${OF_THIS_MODEL})`, [
    PLATFORM,
  ]);
}

/** Tries to become the only relay; the session holds the lock. */
export function tryLeadRelay(session: Queryable): Promise<boolean> {
  return tryLock(session, RELAY);
}

/** Tries to become the only relay of dead letters; the session holds the lock. */
export function tryLeadLetters(session: Queryable): Promise<boolean> {
  return tryLock(session, LETTERS);
}

/** Tries to become the only desk; the session holds the lock. */
export function tryLeadDesk(session: Queryable): Promise<boolean> {
  return tryLock(session, DESK);
}

async function tryLock(session: Queryable, lock: number): Promise<boolean> {
  const { rows } = await session.query<{ leads: boolean }>('select pg_try_advisory_lock($1) as leads', [
    lock,
  ]);
  return rows[0]?.leads === true;
}

/** Becomes the only relay: ends the present leader's session until the lock is free. */
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

/** Waits to become the only replay of dead letters; the session holds the lock. */
export async function lockReplays(session: Queryable): Promise<void> {
  await session.query('select pg_advisory_lock($1)', [REPLAY]);
}
