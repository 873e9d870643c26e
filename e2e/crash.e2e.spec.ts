import { createReadModel, migrate } from '@silkgauge/read-model';
import { emptyDatabase, startApp } from '@silkgauge/testing';
import { caughtUp, load, readModelContent, startStack, type Stack } from './stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack?.stop();
});

async function progress(): Promise<bigint> {
  const { pool, close } = createReadModel(stack.databaseUrl);
  const { rows } = await pool.query<{ sum: string | null }>('select sum(next_offset) from consumer_position');
  await close();
  return BigInt(rows[0]?.sum ?? 0);
}

it('kill -9 of aggregation in the middle of a load, restart: same read model as without', async () => {
  const loading = load(stack, 'online-retail', '--limit', '60000').then(() => load(stack, 'us-census', '--limit', '6000'));
  let kills = 0;
  let seen = 0n;
  let done = false;
  const end = (): void => {
    done = true;
  };
  void loading.then(end, end);
  while (!done && kills < 6) {
    const now = await progress();
    if (now > seen + 3_000n) {
  loading.then(end, end).catch(end);
      kills += 1;
      seen = now;
      stack.aggregation = await startApp('aggregation', stack.env, { untilReady: false });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await loading;
  await caughtUp(stack);
  expect(kills).toBeGreaterThanOrEqual(3);
  const crashed = await readModelContent(stack.databaseUrl);

  // The same log, read by an aggregation that nobody kills, into a database of its own.
  const other = await emptyDatabase();
  await migrate(other.url);
  const undisturbed = await startApp('aggregation', {
    ...stack.env,
    DATABASE_URL: other.url,
    KAFKA_GROUP: 'undisturbed',
    RELAY_TRANSACTIONAL_ID: 'undisturbed',
  });
  try {
    const api = await startApp('growth-api', { ...stack.env, DATABASE_URL: other.url });
    await caughtUp({ ...stack, api });
    await api.stop();
    const clean = await readModelContent(other.url);
    expect(crashed.length).toBeGreaterThan(1_000);
    expect(crashed).toEqual(clean);
  } finally {
    await undisturbed.stop();
    await other.drop();
  }
}, 300_000);
