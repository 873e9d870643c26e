import { testDatabase } from '@silkgauge/testing';
import { createReadModel } from '../read-model.ts';
import { appendRegistered } from '../statements/commit-batch.ts';
import { readAlertRules } from './alert-rules.ts';
import { readBulletinPlans } from './bulletin-plans.ts';

it('orders are listed by what they are of: no key of another kind is a name, before or after', async () => {
  const database = await testDatabase();
  const readModel = createReadModel(database.url);
  const { pool } = readModel;
  const document = (dropped: boolean) =>
    JSON.stringify({ source: '/spec', id: 'o', dropped, version: 1, data: { publish: 'at-once' } });
  try {
    const keys = ['alert/A', 'alert/B', 'bulletin/A', 'bulletin/B', 'clock', 'release/A'];
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
      (await readAlertRules(pool, { rules: names, ...all }, 9)).map(({ rule }) => rule);
    const plans = async (names: readonly string[] | null) =>
      (await readBulletinPlans(pool, { bulletins: names, ...all }, 9)).map(({ bulletin }) => bulletin);
    expect(await rules(null)).toEqual(['A']);
    expect(await plans(null)).toEqual(['A']);
    expect(await rules(['A', 'B'])).toEqual(['A', 'B']);
    expect(await plans(['A', 'B'])).toEqual(['A', 'B']);
    expect(await readBulletinPlans(pool, { bulletins: null, after: 'A', asOf: null }, 9)).toEqual([]);
  } finally {
    await readModel.close();
    await database.drop();
  }
});
