import type { DeliveryAttempt, Subscription, SubscriptionRequest } from '@silkgauge/contract';
import type { AttemptRow, SubscriptionWithProgress } from '@silkgauge/read-model';
import { entityTag } from '@silkgauge/service';
import { DELIVERED_SOURCE } from '@silkgauge/contract';
import { settledAt } from '../engine/subscriber.ts';
import type { Health } from '../queue/delivery-queue.ts';

/** Most deliveries that `waiting` tells. */
export const MOST_WAITING = 10_000;

/** Health of a sink as stored, with what waited then. */
type StoredHealth = Partial<Health> & { readonly waiting?: number; readonly oldest?: number | null };

/** A subscription as clients see it; `behind` is how many deliveries are due behind its position. */
export function shownSubscription(row: SubscriptionWithProgress, behind = 0, secret?: string): Subscription {
  const { sink, types, filters, config, protocolsettings } = JSON.parse(row.request) as SubscriptionRequest;
  const { waiting = 0, oldest = null, backingOff = false } = JSON.parse(row.health) as StoredHealth;
  return {
    id: row.id,
    ...{ sink, protocol: 'HTTP', source: DELIVERED_SOURCE, types },
    filters: filters as Subscription['filters'],
    ...{ config, protocolsettings },
    status: row.status === 'active' && backingOff ? 'backing-off' : row.status,
    ...(row.because !== null && { because: row.because as NonNullable<Subscription['because']> }),
    ...(secret !== undefined && { secret }),
    position: String(settledAt(Number(row.position), oldest)),
    waiting: Math.min(MOST_WAITING, waiting + behind),
  };
}

/** Entity tag that begins with the revision, so that a position that moves on breaks no `If-Match`. */
export const subscriptionTag = (revision: string, body: string): string =>
  `"${revision}.${entityTag(body).slice(1)}`;

/** Whether an `If-Match` names a revision. */
export function isRevision(ifMatch: string, revision: string): boolean {
  const tags = ifMatch.split(',').map((tag) => tag.trim());
  return tags.some((tag) => tag === '*' || tag.startsWith(`"${revision}.`));
}

export const shownAttempt = (row: AttemptRow): DeliveryAttempt => ({
  id: row.n,
  sequence: row.sequence,
  key: row.key,
  attempt: row.attempt,
  at: row.at.toISOString(),
  ms: row.ms,
  ...(row.status !== null && { status: row.status }),
  ...(row.error !== null && { error: row.error as NonNullable<DeliveryAttempt['error']> }),
  outcome: row.outcome,
  ...(row.next_at !== null && { nextAt: row.next_at.toISOString() }),
});
