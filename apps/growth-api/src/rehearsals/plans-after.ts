import { ORDER_PREFIX, type Plan } from '@silkgauge/contract';
import type { OrderDocument, RehearsedPush } from '@silkgauge/decisions';
import { planIn } from '@silkgauge/known';
import { readBulletinPlans, type Queryable } from '@silkgauge/read-model';

/** The plan of a bulletin before and after a push; null where there is none that is served. */
export interface PlanChange {
  readonly bulletin: string;
  readonly before: Plan | null;
  readonly after: Plan | null;
}

const BULLETINS = ORDER_PREFIX.bulletin;
/** Plans per statement: a plan may have 64 KiB. */
const AT_A_TIME = 50;

/** The present plan of each bulletin beside the one after a push, in order of name. */
export async function* plansAfter(
  db: Queryable,
  push: Pick<RehearsedPush, 'registered'>,
): AsyncGenerator<PlanChange> {
  const ordered = ordersOf(push);
  for (let after: string | null = null; ;) {
    const names = await readBulletinPlans(db, { bulletins: null, after, asOf: null }, AT_A_TIME);
    after = names.at(-1)?.bulletin ?? null;
    const isLast = names.length < AT_A_TIME;
    const present = await plansOf(
      db,
      names.map(({ bulletin }) => bulletin),
    );
    const upTo = (name: string): boolean => isLast || (after !== null && name <= after);
    const added = [...ordered.keys()].filter((name) => !present.has(name) && upTo(name));
    for (const bulletin of [...present.keys(), ...added].sort()) {
      const before = present.get(bulletin) ?? null;
      const order = ordered.get(bulletin);
      ordered.delete(bulletin);
      const now = order === undefined ? before : order;
      yield {
        bulletin,
        before: before === null ? null : planIn({ bulletin, data: before }),
        after: now === null ? null : planIn({ bulletin, data: now }),
      };
    }
    if (isLast) return;
  }
}

/** The data of present plans by name. */
async function plansOf(db: Queryable, bulletins: readonly string[]): Promise<Map<string, string>> {
  if (bulletins.length === 0) return new Map();
  const rows = await readBulletinPlans(db, { bulletins, after: null, asOf: null }, bulletins.length);
  return new Map(rows.flatMap(({ withdrawn, bulletin, data }) => (withdrawn ? [] : [[bulletin, data]])));
}

/** The newest order of a push for each bulletin: the data of its plan; null where it is dropped or waits for a release. */
function ordersOf({ registered }: Pick<RehearsedPush, 'registered'>): Map<string, string | null> {
  const orders = new Map<string, string | null>();
  for (const { kind, key, document } of registered) {
    if (kind !== 'order' || !key.startsWith(BULLETINS)) continue;
    const { dropped, data } = JSON.parse(document) as OrderDocument;
    const isServed = !dropped && (data as { readonly publish?: unknown }).publish === 'at-once';
    orders.set(key.slice(BULLETINS.length), isServed ? JSON.stringify(data) : null);
  }
  return orders;
}
