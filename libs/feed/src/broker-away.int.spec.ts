import { rmSync } from 'node:fs';
import { latestOffsets } from '@silkgauge/kafka';
import type { RunningService } from '@silkgauge/service';
import { eventually, startKafka, type EmbeddedKafka } from '@silkgauge/testing';
import { BATCH, push, sale, startFeed } from './feed.fixture.ts';

let broker: EmbeddedKafka;
let feed: RunningService | undefined;
afterAll(async () => {
  await feed?.stop();
  await broker.stop();
  rmSync(broker.dir, { recursive: true, force: true });
});

it('a push is 503 while the broker is down, and is accepted later with the same identity', async () => {
  broker = await startKafka();
  feed = await startFeed(broker.brokers, '');
  const { url } = feed;
  const events = [sale(), sale()];
  // A broker that has just started on a busy machine may not take the first push in time.
  await eventually(async () => (await push(url, BATCH, events)).status === 202, { within: 60_000 });

  await broker.kill();
  const refused = await push(url, BATCH, events);
  expect(refused.status).toBe(503);
  expect(refused.headers.get('retry-after')).toBe('2');
  await eventually(async () => (await fetch(`${url}/readyz`)).status === 503);

  broker = await startKafka({ dir: broker.dir, port: broker.port });
  const taken = await eventually(
    async () => {
      const answer = await push(url, BATCH, events);
      return answer.status === 202 && answer;
    },
    { within: 90_000 },
  );
  expect(taken.body.receipts?.map(({ source, id }) => ({ source, id }))).toEqual(
    events.map(({ source, id }) => ({ source, id })),
  );
  await eventually(async () => (await fetch(`${url}/readyz`)).status === 200);

  // The events were acknowledged twice, so the topic has each at least twice; the identity removes repeats.
  const ends = await latestOffsets({ brokers: [broker.brokers] }, 'platform.sales');
  expect([...ends.values()].reduce((sum, end) => sum + end, 0n)).toBeGreaterThanOrEqual(4n);
});
