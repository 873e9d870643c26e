import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { forgetAttempts, readAttempts, writeProgress } from './progress.ts';
import { insertSubscription } from './subscriptions.ts';

let database: TestDatabase;
let pool: ReadModel['pool'];
let close: () => Promise<void>;
beforeAll(async () => {
  database = await testDatabase();
  ({ pool, close } = createReadModel(database.url, { max: 1 }));
});
afterAll(async () => {
  await close();
  await database.drop();
});

/** A subscription with so many attempts, each so old as `age` says. */
async function attempted(id: string, count: number, age = `interval '0'`): Promise<void> {
  await insertSubscription(
    pool,
    {
      ...{ id, owner: 'anonymous', request: '{}', secrets: '[]', credential: null, status: 'active' },
      ...{ allowed_rate: null, consentHash: null, alertAllowed: false, position: '0' },
    },
    { ofOwner: 100, inAll: 100 },
  );
  await pool.query(
    `insert into notifier.attempt (subscription, n, sequence, key, attempt, at, ms, status, outcome)
     select $1, n, n, 'k', 1, clock_timestamp() - ${age}, 1, 204, 'delivered' from generate_series(1, $2::int) n`,
    [id, count],
  );
  await pool.query('update notifier.progress set attempts = $2 where subscription = $1', [id, count]);
}

/** Has one attempt more, as the notifier that delivers it. */
async function attemptOnce(id: string, n: number): Promise<void> {
  const attempt = {
    ...{ subscription: id, n, sequence: n, key: 'k', attempt: 1, at: new Date(), ms: 1 },
    ...{ status: 204, error: null, outcome: 'delivered' as const, nextAt: null },
  };
  await writeProgress(pool, { slots: [], progress: [], attempts: [attempt], taken: [] });
  await pool.query('update notifier.progress set attempts = $2 where subscription = $1', [id, n]);
}

const listed = async (id: string): Promise<number[]> => {
  const rows = await readAttempts(pool, id, { outcome: null, after: null, limit: 20_000 });
  return rows.map(({ n }) => Number(n));
};
const kept = async (id: string): Promise<number> => {
  const { rowCount } = await pool.query('select from notifier.attempt where subscription = $1', [id]);
  return rowCount ?? 0;
};

it('the newest 10,000 attempts of a subscription are listed, and hardly more are kept', async () => {
  await attempted('sub_many', 11_999);
  await attempted('sub_few', 5);
  await attemptOnce('sub_many', 12_000);
  const numbers = await listed('sub_many');
  expect([numbers.length, numbers[0], numbers.at(-1)]).toEqual([10_000, 12_000, 2_001]);
  expect(await kept('sub_many')).toBe(10_000);
  await attemptOnce('sub_many', 12_001);
  expect((await listed('sub_many')).at(-1)).toBe(2_002);
  expect(await kept('sub_few')).toBe(5);
});

it('attempts are kept for seven days', async () => {
  await attempted('sub_week', 1, `interval '167 hours'`);
  await attempted('sub_old', 1, `interval '169 hours'`);
  await forgetAttempts(pool);
  expect([await listed('sub_week'), await listed('sub_old')]).toEqual([[1], []]);
});
