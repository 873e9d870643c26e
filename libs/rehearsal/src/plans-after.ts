import { ORDER_PREFIX, type BulletinPlanned, type Plan } from '@silkgauge/contract';
import type { OrderDocument, RehearsedPush } from '@silkgauge/decisions';
import { planIn } from '@silkgauge/known';
import { readBulletinPlans, type BulletinPlanRow, type Queryable } from '@silkgauge/read-model';
import { BEFORE_PUSH, liftedAfter, type LiftedFrom, type PushedOrders } from './lifted-after.ts';

/** The plan of a bulletin before and after a push; null where there is none that is served. */
export interface PlanChange {
  readonly bulletin: string;
  readonly before: Plan | null;
  readonly after: Plan | null;
  /** Whether something was told of it, and was taken back before the push. */
  readonly isTakenBack: boolean;
}

const BULLETINS = ORDER_PREFIX.bulletin;
/** Plans per statement: a plan may have 64 KiB. */
const AT_A_TIME = 50;

/** A plan that stands: its data, the release that it waits for, and its place in a push. */
interface ActivePlan extends Pick<BulletinPlanRow, 'awaits' | 'data'> {
  readonly place: number;
}

/** The present plan of each bulletin beside the one after a push, in order of name. */
export async function* plansAfter(db: Queryable, push: PushedOrders): AsyncGenerator<PlanChange> {
  const ordered = ordersOf(push);
  const awaited = [...ordered.values()].flatMap((plan) => plan?.awaits ?? []);
  if (push.lifts) awaited.push(push.lifts.release);
  const lifted = await liftedAfter(db, push, awaited);
  for (let after: string | null = null; ;) {
    const filter = { asOf: null, waiting: true };
    const names = await readBulletinPlans(db, { names: null, after, ...filter }, AT_A_TIME);
    after = names.at(-1)?.name ?? null;
    const isLast = names.length < AT_A_TIME;
    const upTo = (name: string): boolean => isLast || (after !== null && name <= after);
    const added = [...ordered.keys()].filter(upTo);
    const bulletins = [...new Set([...names.map(({ name }) => name), ...added])].sort();
    const present = await plansOf(db, bulletins);
    for (const bulletin of bulletins) {
      const row = present.get(bulletin);
      const before = row && !row.dropped ? { ...row, place: BEFORE_PUSH } : null;
      const order = ordered.get(bulletin);
      ordered.delete(bulletin);
      yield {
        bulletin,
        before: served(bulletin, before, () => false),
        after: served(bulletin, order === undefined ? before : order, lifted),
        isTakenBack: row?.taken_back ?? false,
      };
    }
    if (isLast) return;
  }
}

/** The plan, if it waits for nothing or its release is lifted. */
const served = (bulletin: string, plan: ActivePlan | null, lifted: LiftedFrom): Plan | null =>
  plan === null || (plan.awaits !== null && !lifted(plan.awaits, plan.place))
    ? null
    : planIn({ name: bulletin, data: plan.data });

/** The newest orders known before a push, by name. */
async function plansOf(db: Queryable, bulletins: readonly string[]): Promise<Map<string, BulletinPlanRow>> {
  if (bulletins.length === 0) return new Map();
  const filter = { names: bulletins, after: null, asOf: null, waiting: true };
  const rows = await readBulletinPlans(db, filter, bulletins.length);
  return new Map(rows.map((row) => [row.name, row]));
}

/** The newest order of a push for each bulletin; null where that is dropped. */
function ordersOf({ registered }: Pick<RehearsedPush, 'registered'>): Map<string, ActivePlan | null> {
  const orders = new Map<string, ActivePlan | null>();
  for (const [place, { kind, key, document }] of registered.entries()) {
    if (kind !== 'order' || !key.startsWith(BULLETINS)) continue;
    const { dropped, data } = JSON.parse(document) as OrderDocument;
    const awaits = releaseIn(data as Pick<BulletinPlanned['data'], 'publish'>);
    orders.set(key.slice(BULLETINS.length), dropped ? null : { awaits, place, data: JSON.stringify(data) });
  }
  return orders;
}

/** The release that a plan waits for; null for one that is told at once. */
const releaseIn = ({ publish }: { readonly publish?: unknown }): string | null =>
  typeof publish === 'object' && publish !== null ? (publish as { readonly release: string }).release : null;
