import { ORDER_PREFIX } from '@silkgauge/contract';
import type { OrderDocument, RehearsedPush } from '@silkgauge/decisions';
import { readClock, readOrders, type Queryable } from '@silkgauge/read-model';
import { isLifted, type NewestOrder } from '@silkgauge/releases';

const RELEASES = ORDER_PREFIX.release;
/** Places of what is known before a push. */
export const BEFORE_PUSH = -1;

/** What a push says of orders. */
export type PushedOrders = Pick<RehearsedPush, 'registered'> & Partial<Pick<RehearsedPush, 'lifts'>>;

/** Whether a release is lifted at some place of a push from a plan on. */
export type LiftedFrom = (release: string, plan: number) => boolean;

/**
 * Follows some releases, and those of a push, from what is known over the orders of the push. No tick is pushed, so
 * the clock stays where it is; a lifting has come to its instant.
 */
export async function liftedAfter(
  db: Queryable,
  { registered, lifts = null }: PushedOrders,
  awaited: Iterable<string>,
): Promise<LiftedFrom> {
  const ordered = registered.flatMap(({ kind, key, document }, place) =>
    kind === 'order' && key.startsWith(RELEASES)
      ? [{ place, release: key.slice(RELEASES.length), order: newestOrder(JSON.parse(document)) }]
      : [],
  );
  const names = [...new Set([...awaited, ...ordered.map(({ release }) => release)])];
  if (names.length === 0) return () => false;
  const known = (await readClock(db)).tickedAt?.getTime() ?? null;
  const tickedAt = lifts ? Math.max(known ?? lifts.at, lifts.at) : known;
  const lifted = new Set<string>();
  /** The first place behind the last one at which a release was lifted. */
  const until = new Map<string, number>();
  const follow = (release: string, order: NewestOrder, place: number): void => {
    if (lifted.delete(release)) until.set(release, place);
    if (isLifted(order, tickedAt)) lifted.add(release);
  };
  const orders = await readOrders(db, 'release', { names, after: null, asOf: null }, names.length);
  for (const { name, dropped, data } of orders)
    follow(name, newestOrder({ dropped, data: JSON.parse(data) as unknown }), BEFORE_PUSH);
  for (const { release, order, place } of ordered) follow(release, order, place);
  return (release, plan) => lifted.has(release) || (until.get(release) ?? BEFORE_PUSH) > plan;
}

function newestOrder({ dropped, data }: Pick<OrderDocument, 'dropped' | 'data'>): NewestOrder {
  const { at } = data as { readonly at?: string };
  return { dropped, ...(at !== undefined && { at }) };
}
