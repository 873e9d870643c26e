import { plainArray, textArray } from '../arrays.ts';
import { Overtaken } from '../errors.ts';
import type { Queryable } from '../read-model.ts';

/** What a notifier has delivered of a subscription, to write. */
export interface NewProgress {
  readonly subscription: string;
  readonly applied: string;
  readonly live: boolean;
  readonly position: number;
  /** JSON. */
  readonly lanes: string;
  readonly replays: string;
  readonly health: string;
  readonly attempts: number;
  /** Set where the notifier disables the subscription, unless that has a newer revision than the applied one. */
  readonly because: 'gone' | 'exhausted' | 'key-revoked' | null;
}

export interface NewAttempt {
  readonly subscription: string;
  readonly n: number;
  readonly sequence: number;
  readonly key: string;
  readonly attempt: number;
  readonly at: Date;
  readonly ms: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly outcome: 'delivered' | 'failed' | 'parked';
  readonly nextAt: Date | null;
}

export interface Checkpoint {
  readonly slots: readonly { readonly slot: number; readonly epoch: string; readonly position: number }[];
  readonly progress: readonly NewProgress[];
  readonly attempts: readonly NewAttempt[];
  /** Numbers of redeliveries that are part of the progress now. */
  readonly taken: readonly string[];
}

const ATTEMPTS_KEPT = '7 days';
/** Attempts kept of a subscription. */
const MOST_ATTEMPTS = 10_000;
/** Attempts of a subscription are cut once in so many. */
const CUT_EVERY = 1_000;

/**
 * Writes what was delivered, in one transaction.
 *
 * @throws Overtaken where a slot has a newer owner: nothing was written
 */
export async function writeProgress(
  tx: Queryable,
  { slots, progress, attempts, taken }: Checkpoint,
): Promise<void> {
  // Locked in the order in which leases are renewed.
  await tx.query({
    name: 'lock-slots',
    text: 'select from notifier.slot where slot = any($1::int[]) order by slot for update',
    values: [plainArray(slots.map(({ slot }) => slot))],
  });
  const owned = await tx.query({
    name: 'move-slots',
    text: `update notifier.slot s set position = greatest(s.position, w.position)
           from unnest($1::int[], $2::bigint[], $3::bigint[]) as w(slot, epoch, position)
           where s.slot = w.slot and s.epoch = w.epoch and s.holder is not null`,
    values: [
      plainArray(slots.map(({ slot }) => slot)),
      plainArray(slots.map(({ epoch }) => epoch)),
      plainArray(slots.map(({ position }) => position)),
    ],
  });
  if (owned.rowCount !== slots.length) throw new Overtaken('a slot of subscriptions has a newer owner');
  if (progress.length > 0) await updateProgress(tx, progress);
  if (attempts.length > 0) await insertAttempts(tx, attempts);
  if (taken.length > 0)
    await tx.query({
      name: 'take-redeliveries',
      text: 'delete from notifier.request where n = any($1::bigint[])',
      values: [plainArray(taken)],
    });
}

async function updateProgress(tx: Queryable, rows: readonly NewProgress[]): Promise<void> {
  const texts = (member: 'subscription' | 'lanes' | 'replays' | 'health') =>
    textArray(rows.map((row) => row[member]));
  await tx.query({
    name: 'write-progress',
    text: `update notifier.progress p set applied = w.applied, live = w.live, position = w.position, lanes = w.lanes::json,
             replays = w.replays::json, health = w.health::json, attempts = w.attempts
           from unnest($1::text[], $2::bigint[], $3::boolean[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::bigint[])
             as w(subscription, applied, live, position, lanes, replays, health, attempts)
           where p.subscription = w.subscription`,
    values: [
      texts('subscription'),
      plainArray(rows.map(({ applied }) => applied)),
      rows.map(({ live }) => live),
      plainArray(rows.map(({ position }) => position)),
      texts('lanes'),
      texts('replays'),
      texts('health'),
      plainArray(rows.map(({ attempts }) => attempts)),
    ],
  });
  for (const { subscription, because, applied } of rows)
    if (because !== null)
      await tx.query({
        name: 'disable-subscription',
        text: `update notifier.subscription set status = 'disabled', because = $2, revision = revision + 1
               where id = $1 and status = 'active' and revision = $3::bigint`,
        values: [subscription, because, applied],
      });
}

async function insertAttempts(tx: Queryable, rows: readonly NewAttempt[]): Promise<void> {
  await tx.query({
    name: 'insert-attempts',
    text: `insert into notifier.attempt (subscription, n, sequence, key, attempt, at, ms, status, error, outcome, next_at)
           select * from unnest($1::text[], $2::bigint[], $3::bigint[], $4::text[], $5::int[], $6::timestamptz[], $7::int[],
             $8::int[], $9::text[], $10::text[], $11::timestamptz[])
           on conflict do nothing`,
    values: [
      textArray(rows.map(({ subscription }) => subscription)),
      plainArray(rows.map(({ n }) => n)),
      plainArray(rows.map(({ sequence }) => sequence)),
      textArray(rows.map(({ key }) => key)),
      plainArray(rows.map(({ attempt }) => attempt)),
      plainArray(rows.map(({ at }) => at)),
      plainArray(rows.map(({ ms }) => ms)),
      plainArray(rows.map(({ status }) => status)),
      textArray(rows.map(({ error }) => error)),
      textArray(rows.map(({ outcome }) => outcome)),
      plainArray(rows.map(({ nextAt }) => nextAt)),
    ],
  });
  const cuts = rows.filter(({ n }) => n % CUT_EVERY === 0);
  for (const { subscription, n } of cuts)
    await tx.query({
      name: 'cut-attempts',
      text: 'delete from notifier.attempt where subscription = $1 and n <= $2',
      values: [subscription, n - MOST_ATTEMPTS],
    });
}

/** Deletes attempts that are no longer listed. */
export async function forgetAttempts(db: Queryable): Promise<void> {
  await db.query({
    name: 'forget-attempts',
    text: `delete from notifier.attempt where at < clock_timestamp() - interval '${ATTEMPTS_KEPT}'`,
  });
}

export interface AttemptRow {
  readonly n: string;
  readonly sequence: string;
  readonly key: string;
  readonly attempt: number;
  readonly at: Date;
  readonly ms: number;
  readonly status: number | null;
  readonly error: string | null;
  readonly outcome: NewAttempt['outcome'];
  readonly next_at: Date | null;
}

/** Attempts of a subscription, newest first, before one (`after` in the order of the list). */
export async function readAttempts(
  db: Queryable,
  subscription: string,
  {
    outcome,
    after,
    limit,
  }: { readonly outcome: string | null; readonly after: string | null; readonly limit: number },
): Promise<AttemptRow[]> {
  const { rows } = await db.query<AttemptRow>({
    name: 'read-attempts',
    text: `select n, sequence, key, attempt, at, ms, status, error, outcome, next_at from notifier.attempt
           where subscription = $1 and ($2::text is null or outcome = $2) and ($3::bigint is null or n < $3::bigint)
             and n > (select attempts from notifier.progress where progress.subscription = $1) - $5
           order by n desc limit $4`,
    values: [subscription, outcome, after, limit, MOST_ATTEMPTS],
  });
  return rows;
}

/** Whether an attempt of a change is listed. */
export async function hasAttempt(db: Queryable, subscription: string, sequence: string): Promise<boolean> {
  const { rows } = await db.query<{ found: boolean }>({
    name: 'has-attempt',
    text: `select exists (select from notifier.attempt where subscription = $1 and sequence = $2::bigint) as found`,
    values: [subscription, sequence],
  });
  return rows[0]?.found === true;
}
