import type { INestMicroservice } from '@nestjs/common';
import type { GrowthState, JoinedState } from '@silkgauge/contract';
import { eventually } from '../services/index.ts';
import { subscribe as subscribeKafkajs } from '../../examples/subscribe-kafkajs.ts';
import { allStates, caughtUp, load, startStack, type Stack } from './stack.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
  await load(stack, 'seed');
  await load(stack, 'cbec');
  await caughtUp(stack);
});

afterAll(async () => {
  await stack?.stop();
});

/** States as in the log: the API adds the notices in force. */
async function states(domain: string): Promise<GrowthState[]> {
  const joined = (await allStates(stack, `domain=${domain}`)) as JoinedState[];
  return joined.map(({ notices: _, ...state }) => state);
}

const inOrder = (states: Iterable<GrowthState>): GrowthState[] =>
  [...states].sort((a, b) => (a.key < b.key ? -1 : 1));

async function becomes(kept: Map<string, GrowthState>, expected: readonly GrowthState[]): Promise<void> {
  await eventually(
    () => {
      expect(kept.size).toBe(expected.length);
      expect(inOrder(kept.values())).toEqual(inOrder(expected));
      return true;
    },
    { within: 60_000 },
  );
}

it('a stock kafkajs consumer, written in ten lines, reads growth-updated.customs from the beginning and ends with the same states as GET /v1/growth', async () => {
  const kept = new Map<string, GrowthState>();
  const consumer = await subscribeKafkajs(stack.brokers, `${stack.prefix}growth-updated.customs`, kept);
  try {
    await becomes(kept, await states('customs'));
  } finally {
    await consumer.disconnect();
  }
});

it('a Nest service on the Kafka transport of Nest ends with the same states', async () => {
  process.env['GROWTH_TOPIC'] = `${stack.prefix}growth-updated.platform`;
  const example = await import('../../examples/subscribe-nest.ts');
  const app: INestMicroservice = await example.subscribe(stack.brokers, `${stack.prefix}nest`);
  try {
    await becomes(example.states as Map<string, GrowthState>, await states('platform'));
  } finally {
    await app.close();
  }
});
