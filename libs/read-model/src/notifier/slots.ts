import type { Queryable } from '../read-model.ts';

/** A slot that a notifier owns. */
export interface OwnedSlot {
  readonly slot: number;
  readonly epoch: string;
  /** Sequence that the slot's live subscriptions have come to. */
  readonly position: string;
}

/** Name of the sessions by which notifiers hold their slots. */
export const NOTIFIER_SESSION = 'silkgauge-notifier-lease';

/** Notifiers that renew their leases; the session of one that is paused, or cut off, may outlast them for hours. */
const PRESENT = `(select count(*) from pg_stat_activity
  where application_name = '${NOTIFIER_SESSION}' and datname = current_database()
    and state_change > clock_timestamp() - $1 * interval '1 ms')`;
const MINE = `(select backend_start from pg_stat_activity where pid = pg_backend_pid())`;

/** Slots that each of the present notifiers has, at most. */
export async function fairShare(session: Queryable, leaseMs: number): Promise<number> {
  const { rows } = await session.query<{ share: number }>({
    name: 'fair-share',
    text: `select ceil((select count(*) from notifier.slot)::numeric / greatest(1, ${PRESENT}))::int as share`,
    values: [leaseMs],
  });
  return rows[0]?.share ?? 0;
}

/**
 * Takes up to `most` slots that nobody holds: given back, not renewed in time, or of a session that is gone. The
 * epoch of each rises, so that a former owner writes nothing more.
 */
export async function claimSlots(
  session: Queryable,
  holder: string,
  { most, leaseMs }: { readonly most: number; readonly leaseMs: number },
): Promise<OwnedSlot[]> {
  if (most < 1) return [];
  const { rows } = await session.query<OwnedSlot>({
    name: 'claim-slots',
    text: `update notifier.slot set epoch = epoch + 1, holder = $1, backend = pg_backend_pid(), backend_start = ${MINE},
             held_until = clock_timestamp() + $3 * interval '1 ms'
           where slot in (
             select f.slot from notifier.slot f
             where f.holder is null or f.held_until < clock_timestamp() or not exists (
               select from pg_stat_activity a where a.pid = f.backend and a.backend_start is not distinct from f.backend_start)
             order by f.slot limit $2 for update skip locked)
           returning slot, epoch, position`,
    values: [holder, most, leaseMs],
  });
  return rows;
}

/** Renews the lease of a holder's slots; returns those that are still the holder's, with their epochs. */
export async function renewSlots(session: Queryable, holder: string, leaseMs: number): Promise<OwnedSlot[]> {
  const { rows } = await session.query<OwnedSlot>({
    name: 'renew-slots',
    text: `update notifier.slot set held_until = clock_timestamp() + $2 * interval '1 ms', backend = pg_backend_pid(),
             backend_start = ${MINE}
           where slot in (select h.slot from notifier.slot h where h.holder = $1 order by h.slot for update)
           returning slot, epoch, position`,
    values: [holder, leaseMs],
  });
  return rows;
}

/** Gives slots back. */
export async function releaseSlots(
  session: Queryable,
  holder: string,
  slots: readonly number[],
): Promise<void> {
  await session.query({
    name: 'release-slots',
    text: 'update notifier.slot set holder = null where holder = $1 and slot = any($2::int[])',
    values: [holder, slots],
  });
}

/**
 * Whether the notifier of a subscription works by a revision and has taken all redeliveries that were asked for, or
 * nobody holds its slot, or the subscription is gone.
 */
export async function isApplied(db: Queryable, id: string, revision: string): Promise<boolean> {
  const { rows } = await db.query<{ waits: boolean }>({
    name: 'is-applied',
    text: `select (p.applied < $2::bigint or exists (select from notifier.request r where r.subscription = s.id))
             and o.holder is not null and o.held_until > clock_timestamp() as waits
           from notifier.subscription s join notifier.progress p on p.subscription = s.id
           join notifier.slot o on o.slot = s.slot where s.id = $1`,
    values: [id, revision],
  });
  return rows[0]?.waits !== true;
}
