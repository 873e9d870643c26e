import type { INestMicroservice } from '@nestjs/common';
import type { GrowthState } from '@silkgauge/contract';
import { eventually } from '@silkgauge/testing';
import { subscribe as subscribeKafkajs } from '../examples/subscribe-kafkajs.ts';
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

const inOrder = (states: Iterable<GrowthState>): GrowthState[] =>
  [...states].sort((a, b) => (a.key < b.key ? -1 : 1));

async function becomes(states: Map<string, GrowthState>, expected: readonly GrowthState[]): Promise<void> {
  await eventually(
    () => {
      expect(states.size).toBe(expected.length);
      expect(inOrder(states.values())).toEqual(inOrder(expected));
      return true;
    },
    { within: 60_000 },
  );
}

it('a stock kafkajs consumer, written in ten lines, reads growth-updated.customs from the beginning and ends with the same states as GET /v1/growth', async () => {
  const states = new Map<string, GrowthState>();
  const consumer = await subscribeKafkajs(stack.brokers, `${stack.prefix}growth-updated.customs`, states);
  try {
    await becomes(states, await allStates(stack, 'domain=customs'));
  } finally {
    await consumer.disconnect();
  }
});

it("a Nest service on Nest's own Kafka transport does too", async () => {
  process.env['GROWTH_TOPIC'] = `${stack.prefix}growth-updated.platform`;
  const example = await import('../examples/subscribe-nest.ts');
  const app: INestMicroservice = await example.subscribe(stack.brokers, `${stack.prefix}nest`);
  try {
    await becomes(example.states as Map<string, GrowthState>, await allStates(stack, 'domain=platform'));
  } finally {
    await app.close();
  }
});
