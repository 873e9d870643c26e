import type { Queryable, SubscriptionWithProgress } from '@silkgauge/read-model';
import { changesBehind } from './behind.ts';

/** A log of notices without an end, and how many pages were read of it. */
function endlessLog() {
  let pages = 0;
  const query = ({ values: [after] }: { values: readonly unknown[] }) => {
    pages += 1;
    const rows = Array.from({ length: 1_000 }, (_, at) => ({
      ...{ kind: 'notice', sequence: String(Number(after) + 1 + at), key: `notice-${String(at)}` },
      ...{ version: 1, known_at: new Date(0), document: '' },
    }));
    return Promise.resolve({ rows });
  };
  return { db: { query } as unknown as Queryable, pages: () => pages };
}

/** A disabled subscription to all notices. */
const subscriptionAt = (position: number): SubscriptionWithProgress =>
  ({
    ...{ id: `sub_${String(position)}`, live: false, position: String(position) },
    request: JSON.stringify({ types: ['silkgauge.notice.updated.v1'], filters: [] }),
  }) as SubscriptionWithProgress;

it('the next 5,000 changes are looked through for each subscription, and read once', async () => {
  const { db, pages } = endlessLog();
  const found = await changesBehind(db, [subscriptionAt(1_500), subscriptionAt(0)]);
  expect(Object.fromEntries(found)).toEqual({ sub_0: 5_000, sub_1500: 5_000 });
  expect(pages()).toBe(7);
});

it('a list takes no more work, however many are far behind', async () => {
  const { db, pages } = endlessLog();
  const rows = Array.from({ length: 1_000 }, (_, at) => subscriptionAt(10_000 * at));
  const found = await changesBehind(db, rows);
  expect([...found.values()].reduce((sum, one) => sum + one)).toBe(20_000);
  expect(pages()).toBe(20);
});
