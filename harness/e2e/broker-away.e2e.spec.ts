import type { GrowthState } from '@silkgauge/contract';
import { eventually, startKafka, type EmbeddedKafka } from '../services/index.ts';
import { caughtUp, get, push, startStack, stateUrl, type Stack } from './stack.ts';

let kafka: EmbeddedKafka;
let stack: Stack;

beforeAll(async () => {
  kafka = await startKafka();
  stack = await startStack(kafka.brokers);
});

afterAll(async () => {
  await stack?.stop();
  await kafka?.stop();
});

const sale = (id: string) => ({
  specversion: '1.0',
  type: 'silkgauge.sale.recorded.v1',
  source: '/shop',
  id,
  data: {
    platform: 'SHOP',
    sellerCountry: 'CN',
    buyerCountry: 'ES',
    category: '_T',
    flow: 'export',
    currency: 'EUR',
    amount: '10.00',
    quantity: '1',
    orderedAt: '2020-03-05T00:00:00Z',
  },
});

it('scenario 7: broker killed and restarted on its data: 503 meanwhile, and the same push later counts once', async () => {
  const before = await push(stack.platform, [sale('1')]);
  expect(before.status).toBe(202);
  await kafka.kill();
  const events = [sale('2'), sale('3')];
  const refused = await fetch(`${stack.platform.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/cloudevents-batch+json' },
    body: JSON.stringify(events),
  });
  expect(refused.status).toBe(503);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');

  kafka = await startKafka({ dir: kafka.dir, port: kafka.port });
  await eventually(async () => (await push(stack.platform, events)).status === 202, {
    within: 60_000,
    every: 250,
  });
  // A producer without an answer pushes again.
  expect((await push(stack.platform, events)).status).toBe(202);
  await caughtUp(stack);
  const state = await get<GrowthState>(stack, stateUrl('SHOP.CN.SALES.OWN.X._T._T.ES.EUR', '2020-03'));
  expect(state.counts).toMatchObject({ events: '3', units: '3' });
  expect(state.level.computed?.value).toBe('30.00');
});
