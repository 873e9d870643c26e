import { textArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';

/** A subscription as it is stored, without what was delivered of it. */
export interface SubscriptionRow {
  readonly id: string;
  readonly owner: string;
  readonly slot: number;
  readonly revision: string;
  /** JSON. */
  readonly request: string;
  /** JSON. */
  readonly secrets: string;
  readonly credential: string | null;
  readonly status: 'pending' | 'active' | 'disabled';
  readonly because: string | null;
  readonly allowed_rate: number | null;
  readonly alert_allowed: boolean;
  /** Another one each time that the sink is asked for its consent. */
  readonly consent_until: string | null;
}

/** What was delivered of a subscription. */
export interface ProgressRow {
  readonly subscription: string;
  readonly live: boolean;
  /** Of a live subscription that of its slot, where that is higher. */
  readonly position: string;
  /** JSON. */
  readonly lanes: string;
  readonly replays: string;
  readonly health: string;
  readonly attempts: string;
}

export type SubscriptionWithProgress = SubscriptionRow & ProgressRow;

const COLUMNS = `s.id, s.owner, s.slot, s.revision, s.request::text, s.secrets::text, s.credential, s.status, s.because,
  s.allowed_rate, s.alert_allowed, s.consent_until::text, p.subscription, p.live,
  case when p.live then greatest(p.position, o.position) else p.position end as position,
  p.lanes::text, p.replays::text, p.health::text, p.attempts`;
const JOINED = `notifier.subscription s join notifier.progress p on p.subscription = s.id
  join notifier.slot o on o.slot = s.slot`;

export interface NewSubscription extends Pick<
  SubscriptionRow,
  'id' | 'owner' | 'request' | 'secrets' | 'credential' | 'status' | 'allowed_rate'
> {
  readonly position: string;
  readonly consentHash: string | null;
  readonly alertAllowed: boolean;
}

export type Inserted = 'made' | 'too-many-of-owner' | 'too-many';

const CREATION = 7_401_020;

/** Adds a subscription unless its owner or the system has as many as allowed. */
export async function insertSubscription(
  tx: Queryable,
  made: NewSubscription,
  { ofOwner, inAll }: { readonly ofOwner: number; readonly inAll: number },
): Promise<Inserted> {
  await tx.query('select pg_advisory_xact_lock($1)', [CREATION]);
  const { rows } = await tx.query<{ own: number; all: number }>({
    name: 'count-subscriptions',
    text: `select count(*) filter (where owner = $1)::int as own, count(*)::int as all from notifier.subscription`,
    values: [made.owner],
  });
  if ((rows[0]?.own ?? 0) >= ofOwner) return 'too-many-of-owner';
  if ((rows[0]?.all ?? 0) >= inAll) return 'too-many';
  await tx.query({
    name: 'insert-subscription',
    text: `with made as (
             insert into notifier.subscription (id, owner, slot, request, secrets, credential, status, allowed_rate, consent_hash,
               consent_until, alert_allowed)
             select $1, $2, hashtext($1) & 15, $3::json, $4::json, $5, $6, $7, $8,
               case when $8::text is not null then clock_timestamp() + interval '1 day' end, $9
             returning id)
           insert into notifier.progress (subscription, position) select id, $10::bigint from made`,
    values: [
      made.id,
      made.owner,
      made.request,
      made.secrets,
      made.credential,
      made.status,
      made.allowed_rate,
      made.consentHash,
      made.alertAllowed,
      made.position,
    ],
  });
  return 'made';
}

/** One subscription; null where the owner has none by that id. `owner` null sees all. */
export async function findSubscription(
  db: Queryable,
  id: string,
  owner: string | null,
): Promise<SubscriptionWithProgress | null> {
  const { rows } = await db.query<SubscriptionWithProgress>({
    name: 'find-subscription',
    text: `select ${COLUMNS} from ${JOINED} where s.id = $1 and ($2::text is null or s.owner = $2)`,
    values: [id, owner],
  });
  return rows[0] ?? null;
}

/** Subscriptions of an owner by id, after one. */
export async function listSubscriptions(
  db: Queryable,
  owner: string | null,
  after: string,
  limit: number,
): Promise<SubscriptionWithProgress[]> {
  const { rows } = await db.query<SubscriptionWithProgress>({
    name: 'list-subscriptions',
    text: `select ${COLUMNS} from ${JOINED}
           where s.id > $2 and ($1::text is null or s.owner = $1) order by s.id limit $3`,
    values: [owner, after, limit],
  });
  return rows;
}

/** All subscriptions of some slots. */
export async function readSlotSubscriptions(
  db: Queryable,
  slots: readonly number[],
): Promise<SubscriptionWithProgress[]> {
  const { rows } = await db.query<SubscriptionWithProgress>({
    name: 'read-slot-subscriptions',
    text: `select ${COLUMNS} from ${JOINED} where s.slot = any($1::int[]) order by s.id`,
    values: [slots],
  });
  return rows;
}

/** Revisions of the subscriptions of some slots, by id. */
export async function readRevisions(db: Queryable, slots: readonly number[]): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; revision: string }>({
    name: 'read-revisions',
    text: 'select id, revision from notifier.subscription where slot = any($1::int[])',
    values: [slots],
  });
  return new Map(rows.map(({ id, revision }) => [id, revision]));
}

/** What a change of a subscription sets; an absent member stays. */
export interface SubscriptionChange {
  readonly request?: string;
  readonly secrets?: string;
  readonly credential?: string | null;
  readonly status?: SubscriptionRow['status'];
  readonly because?: string | null;
  readonly allowedRate?: number | null;
  readonly alertAllowed?: boolean;
  /** SHA-256 of the token of a consent that is waited for a day; null for none. */
  readonly consentHash?: string | null;
}

const SET = {
  request: 'request = ?::json',
  secrets: 'secrets = ?::json',
  credential: 'credential = ?',
  status: 'status = ?',
  because: 'because = ?',
  allowedRate: 'allowed_rate = ?',
  alertAllowed: 'alert_allowed = ?',
  consentHash: `consent_hash = ?, consent_until = clock_timestamp() + interval '1 day'`,
} as const satisfies Record<keyof SubscriptionChange, string>;

/**
 * Changes a subscription and tells its notifier; null where it has another revision than the expected one.
 * Returns the new revision.
 */
export async function changeSubscription(
  db: Queryable,
  id: string,
  expected: string | null,
  change: SubscriptionChange,
): Promise<string | null> {
  const values: unknown[] = [id, expected];
  const sets = Object.entries(change).map(([name, value]) => {
    values.push(value);
    return SET[name as keyof SubscriptionChange].replace('?', `$${String(values.length)}`);
  });
  const { rows } = await db.query<{ revision: string }>(
    `update notifier.subscription set ${[...sets, 'revision = revision + 1'].join(', ')}
     where id = $1 and ($2::bigint is null or revision = $2::bigint) returning revision`,
    values,
  );
  const revision = rows[0]?.revision ?? null;
  if (revision !== null) await tellNotifiers(db, id);
  return revision;
}

export async function deleteSubscription(db: Queryable, id: string): Promise<void> {
  await db.query({
    name: 'delete-subscription',
    text: 'delete from notifier.subscription where id = $1',
    values: [id],
  });
  await db.query({
    name: 'delete-attempts',
    text: 'delete from notifier.attempt where subscription = $1',
    values: [id],
  });
  await tellNotifiers(db, id);
}

/** Activates the subscription that waits for the consent of this token; its id, or null where none does. */
export async function grantConsent(
  db: Queryable,
  hash: string,
  allowedRate: number | null,
): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>({
    name: 'grant-consent',
    text: `update notifier.subscription
           set status = 'active', because = null, consent_hash = null, revision = revision + 1,
             allowed_rate = coalesce($2, allowed_rate)
           where consent_hash = $1 and consent_until > clock_timestamp() and status = 'pending' returning id`,
    values: [hash, allowedRate],
  });
  const id = rows[0]?.id ?? null;
  if (id !== null) await tellNotifiers(db, id);
  return id;
}

/** Has the alert sink of a subscription told from now on; false where it is told already, or is another one. */
export async function grantAlertConsent(db: Queryable, id: string, alertSink: string): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'grant-alert-consent',
    text: `update notifier.subscription set alert_allowed = true, revision = revision + 1
           where id = $1 and not alert_allowed and request->'config'->>'alertSink' = $2`,
    values: [id, alertSink],
  });
  if (rowCount === 1) await tellNotifiers(db, id);
  return rowCount === 1;
}

/** Notes a ping without consent; false where the last hour had as many as allowed. */
export async function notePing(db: Queryable, id: string, most: number): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'note-ping',
    text: `update notifier.subscription s set pings = recent.pings || clock_timestamp()
           from (select array(select at from unnest(n.pings) as at where at > clock_timestamp() - interval '1 hour') as pings
                 from notifier.subscription n where n.id = $1 for update) recent
           where s.id = $1 and cardinality(recent.pings) < $2`,
    values: [id, most],
  });
  return rowCount === 1;
}

export interface Redelivery {
  readonly n: string;
  readonly subscription: string;
  readonly kind: 'replay' | 'redeliver';
  readonly from_sequence: string;
  readonly until_sequence: string;
}

/**
 * Asks the subscription's notifier to send changes again; false where `most` such requests wait already. Those made
 * at one time do not see each other.
 */
export async function requestRedelivery(
  db: Queryable,
  asked: Omit<Redelivery, 'n'>,
  most: number,
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'request-redelivery',
    text: `insert into notifier.request (subscription, kind, from_sequence, until_sequence)
           select $1, $2, $3::bigint, $4::bigint
           where (select count(*) from notifier.request where subscription = $1)
             + (select json_array_length(replays) from notifier.progress where subscription = $1) < $5`,
    values: [asked.subscription, asked.kind, asked.from_sequence, asked.until_sequence, most],
  });
  if (rowCount !== 1) return false;
  await tellNotifiers(db, asked.subscription);
  return true;
}

export async function readRedeliveries(db: Queryable, ids: readonly string[]): Promise<Redelivery[]> {
  if (ids.length === 0) return [];
  const { rows } = await db.query<Redelivery>({
    name: 'read-redeliveries',
    text: `select n, subscription, kind, from_sequence, until_sequence from notifier.request
           where subscription = any($1::text[]) order by n`,
    values: [textArray(ids)],
  });
  return rows;
}

/** Channel of notifications about subscriptions, by id. */
export const SUBSCRIPTIONS_CHANGED = 'notifier_subscription';

async function tellNotifiers(db: Queryable, id: string): Promise<void> {
  await db.query({
    name: 'tell-notifiers',
    text: `select pg_notify('${SUBSCRIPTIONS_CHANGED}', $1)`,
    values: [id],
  });
}
