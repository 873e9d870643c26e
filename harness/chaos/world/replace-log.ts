import { placeName, type InputTopic } from '@silkgauge/contract';
import { ask, eventually } from '../../services/index.ts';
import { runOperator } from '../../fixtures/run-command.ts';
import { readTopics } from '../check/read-topics.ts';
import { sendAgain, stockClient } from '../load/load.ts';
import { operatorOf, type World } from './world.ts';

const TOPIC: InputTopic = 'platform.sales';
const WITHIN = { within: 90_000, every: 200 };

/**
 * Deletes and recreates the topic of sales under load, and sends its records again in order, as producers
 * would. After the halt an operator makes the aggregation read the new log from its beginning.
 */
export async function replaceLog(world: World): Promise<void> {
  const { load } = world;
  try {
    // 1. No record of the topic is in flight.
    await load.hold(TOPIC);
    await replaceHeld(world);
  } finally {
    load.release();
  }
}

async function replaceHeld(world: World): Promise<void> {
  const { fleet, services, watcher, mishaps } = world;
  const stood = await readTopics(stockClient(services.brokers), [TOPIC], false);
  // 2. The new log holds the producers' records.
  await services.replaceTopic(TOPIC);
  await sendAgain(services.brokers, stood);
  // 3. The partitions wait for an operator.
  const halted = await eventually(async () => {
    const positions = await positionsOf(world);
    const said = (await fleet.health()).join('\n');
    for (const { partition, next } of positions)
      if (!said.includes(`${placeName({ topic: TOPIC, partition })} halted at offset ${next}: log-replaced`))
        throw new Error(`${placeName({ topic: TOPIC, partition })} at ${next} has not halted: ${said}`);
    return positions;
  }, WITHIN);
  const next = new Map(halted.map((at) => [at.partition, BigInt(at.next)]));
  mishaps.replaced.push({
    topic: TOPIC,
    dealtWith: stood.filter(({ partition, offset }) => offset < (next.get(partition) ?? 0n)),
  });
  // 4. The operator decides.
  watcher.expectFall(new Set(halted.map(({ partition }) => placeName({ topic: TOPIC, partition }))));
  for (const { partition, next: at } of halted) {
    const args = [TOPIC, String(partition), at, '--log-replaced', '--reason', 'a lost volume'];
    await eventually(async () => {
      const { code, err } = await runOperator('skip', args, operatorOf(services));
      if (code !== 0) throw new Error(err);
      return true;
    }, WITHIN);
  }
}

interface At {
  readonly partition: number;
  readonly next: string;
}

/** Positions of partitions with progress. */
const positionsOf = ({ services }: World): Promise<At[]> =>
  ask<At>(
    services.databaseUrl,
    `select partition, next_offset as next from consumer_position where topic = '${TOPIC}' and next_offset > 0 order by 1`,
  );
