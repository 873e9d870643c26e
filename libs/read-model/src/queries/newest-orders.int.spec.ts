import { testDatabase } from '@silkgauge/testing';
import { createReadModel } from '../read-model.ts';
import { appendRegistered } from '../statements/commit-batch.ts';
import { readBulletinPlans } from './bulletin-plans.ts';
import { readOrder, readOrders } from './newest-orders.ts';
import { readPrintedSentences } from './printed.ts';

it('orders are listed by what they are of: no key of another kind is a name, before or after', async () => {
  const database = await testDatabase();
  const readModel = createReadModel(database.url);
  const { pool } = readModel;
  const document = (dropped: boolean) =>
    JSON.stringify({ source: '/spec', id: 'o', dropped, version: 1, data: { publish: 'at-once' } });
  try {
    const keys = ['alert/A', 'alert/B', 'bulletin/A', 'bulletin/B', 'clock', 'printed/A', 'release/A'];
    const knownAt = new Date(0);
    await appendRegistered(
      pool,
      keys.map((key) => ({ kind: 'order', key, version: 1, knownAt, document: document(false) })),
    );
    await appendRegistered(
      pool,
      ['alert/B', 'bulletin/B'].map((key) => ({
        ...{ kind: 'order', key, version: 2, knownAt, document: document(true) },
      })),
    );
    const all = { after: null, asOf: null };
    const rules = async (names: readonly string[] | null) =>
      (await readOrders(pool, 'alert', { names, ...all }, 9)).map(({ name }) => name);
    const plans = async (names: readonly string[] | null) =>
      (await readBulletinPlans(pool, { names, ...all }, 9)).map(({ name }) => name);
    expect(await rules(null)).toEqual(['A']);
    expect(await plans(null)).toEqual(['A']);
    expect(await rules(['A', 'B'])).toEqual(['A', 'B']);
    expect(await plans(['A', 'B'])).toEqual(['A', 'B']);
    const printed = await readOrders(pool, 'printed', { names: null, ...all }, 9);
    expect(printed).toMatchObject([{ name: 'A', times: 1, dropped: false, source: '/spec', id: 'o' }]);
    expect(await readPrintedSentences(pool, { names: null, ...all }, 9)).toMatchObject(printed);
    expect(await readOrder(pool, 'release', 'A', null)).toMatchObject({ name: 'A', sequence: '7' });
    expect(await readOrder(pool, 'release', 'A', '6')).toBeNull();
    expect(await readBulletinPlans(pool, { names: null, after: 'A', asOf: null }, 9)).toEqual([]);
  } finally {
    await readModel.close();
    await database.drop();
  }
});
