import { rmSync } from 'node:fs';
import { createKafka } from '@silkgauge/kafka';
import { eventually, startKafka } from '@silkgauge/testing';
import { BATCH, push, sale, startFeed } from './feed.fixture.ts';

it('a broker that dies: 503, and the same push later is taken under the same identity', async () => {
  let broker = await startKafka();
  const feed = await startFeed(broker.brokers, '');
  const events = [sale(), sale()];
  expect((await push(feed.url, BATCH, events)).status).toBe(202);

  await broker.kill();
  const refused = await push(feed.url, BATCH, events);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('2');
  await eventually(async () => (await fetch(`${feed.url}/readyz`)).status === 503);

  broker = await startKafka({ dir: broker.dir, port: broker.port });
  const taken = await eventually(
    async () => {
      const answer = await push(feed.url, BATCH, events);
      return answer.status === 202 && answer;
    },
    { within: 30_000 },
  );
  expect(taken.body.receipts?.map(({ source, id }) => ({ source, id }))).toEqual(
    events.map(({ source, id }) => ({ source, id })),
  );
  await eventually(async () => (await fetch(`${feed.url}/readyz`)).status === 200);

  // Acknowledged twice, so it stands there at least twice: telling them apart is what the identity is for.
  const admin = createKafka({ brokers: [broker.brokers] }).admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets('platform.sales');
  await admin.disconnect();
  expect(ends.reduce((sum, { offset }) => sum + Number(offset), 0)).toBeGreaterThanOrEqual(4);
  await feed.stop();
  await broker.stop();
  rmSync(broker.dir, { recursive: true, force: true });
});
