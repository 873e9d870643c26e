import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, createReadModel, takeLeadOfRelay } from '@silkgauge/read-model';
import { startApp, testDatabase } from '../services/index.ts';
import { caughtUp, load, readModelContent, startStack, type Stack } from './stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack?.stop();
});

/** Sales of fifty series with repeats, mixed with figures of forty series, each revised once. */
function events(): object[] {
  const all: object[] = [];
  const event = (type: string, id: string, data: object) => ({
    specversion: '1.0',
    type,
    source: '/crash',
    id,
    data,
  });
  const month = (i: number) =>
    `20${String(18 + (Math.floor(i / 12) % 3))}-${String(1 + (i % 12)).padStart(2, '0')}`;
  for (let i = 0; i < 60_000; i += 1) {
    const id = i % 20 === 19 ? i - 7 : i;
    const sale = {
      platform: 'SHOP',
      sellerCountry: 'CN',
      buyerCountry: ['ES', 'FR', 'DE', 'IT', 'PL'][id % 5],
      category: `C${String(id % 10)}`,
      flow: 'export',
      currency: 'EUR',
      amount: `${String(id % 991)}.${String(10 + (id % 90))}`,
      quantity: '1',
      orderedAt: `${month(id % 37)}-11T00:00:00Z`,
    };
    all.push(event('silkgauge.sale.recorded.v1', `s${String(id)}`, sale));
    if (i % 15 !== 0) continue;
    const n = i / 15;
    const series = {
      reporter: 'USCENSUS',
      area: 'US',
      indicator: 'GOODS',
      coverage: '_U',
      flow: 'M',
      mode: '_T',
      product: `HS${String(10 + (n % 40))}`,
      counterpart: 'CN',
      currency: 'USD',
    };
    all.push(
      event('silkgauge.figure.reported.v1', `f${String(n)}`, {
        series,
        period: month(Math.floor(n / 40) % 36),
        measure: 'level',
        value: String(1_000_000 + 37 * n),
        unit: 'USD',
        status: n < 1_440 ? 'preliminary' : 'revised',
        publishedAt: n < 1_440 ? '2021-01' : `20${String(21 + Math.floor(n / 1_440))}`,
        evidence: { document: 'https://example.org/release', quote: 'table 1' },
      }),
    );
  }
  return all;
}

const isCaughtUp = (): Promise<boolean> =>
  caughtUp(stack, 0).then(
    () => true,
    () => false,
  );

async function progress(): Promise<bigint> {
  const { pool, close } = createReadModel(stack.databaseUrl);
  const { rows } = await pool.query<{ sum: string | null }>('select sum(next_offset) from consumer_position');
  await close();
  return BigInt(rows[0]?.sum ?? 0);
}

it('kill -9 of the aggregation under load, restart: same read model as without the kill', async () => {
  const file = join(stack.env['SILKGAUGE_STATE'] ?? '', 'events.jsonl');
  await writeFile(
    file,
    events()
      .map((event) => JSON.stringify(event))
      .join('\n'),
  );
  // The broker's minimum: the time that partitions of a killed member wait.
  const env = { ...stack.env, SESSION_TIMEOUT_MS: '6000' };
  await stack.aggregation.stop();
  stack.aggregation = await startApp('aggregation', env);
  const loading = load(stack, file);
  let loaded = false;
  loading.then(
    () => (loaded = true),
    () => (loaded = true),
  );
  let kills = 0;
  let seen = 0n;
  // Kills after each progress, while work remains.
  while (kills < 3 && !(loaded && (await isCaughtUp()))) {
    const now = await progress();
    if (now > seen + 4_000n) {
      await stack.aggregation.kill();
      expect(await stack.aggregation.exited).toBeNull();
      kills += 1;
      seen = now;
      stack.aggregation = await startApp('aggregation', env, { untilReady: false });
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  await loading;
  await caughtUp(stack);
  expect(kills).toBe(3);
  const crashed = await readModelContent(stack.databaseUrl);

  // An undisturbed aggregation reads the same log into its own database.
  const other = await testDatabase();
  // Its log lacks what the first one has published: it takes no part in that.
  const lead = await connect(other.url, 'spec');
  await takeLeadOfRelay(lead);
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
    await lead.end();
    await other.drop();
  }
});
