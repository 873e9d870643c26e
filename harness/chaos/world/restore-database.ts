import { setTimeout as pause } from 'node:timers/promises';
import { deadLetterTopic, LETTERED_TOPICS, OUTPUT_TOPICS } from '@silkgauge/contract';
import { ask, eventually } from '../../services/index.ts';
import { runOperator } from '../../fixtures/run-command.ts';
import { endsOf, placeOf } from '../check/read-topics.ts';
import { stockClient } from '../load/load.ts';
import { operatorOf, type World } from './world.ts';

const WITHIN = { within: 90_000, every: 200 };

/**
 * Restores the database as of `seconds` ago under load. Once the aggregation has noticed the setback and
 * stopped, an operator recovers it.
 */
export async function restoreDatabase(world: World, seconds: number): Promise<void> {
  const { fleet, services, watcher, mishaps } = world;
  await services.backUp();
  await pause(1_000 * seconds);
  watcher.expectFall('everything');
  await services.restore();
  // 1. Publishers of the lost database are fenced before the halt is reported.
  await eventually(async () => {
    const said = (await fleet.health()).join('\n');
    if (!said.includes('npm run recover')) throw new Error(`nobody asks to be recovered: ${said}`);
    return true;
  }, WITHIN);
  const [log] = await ask<{ last: string }>(services.databaseUrl, 'select last from change_cursor');
  const positions = await ask<{ topic: string; partition: number; next: string }>(
    services.databaseUrl,
    'select topic, partition, next_offset as next from consumer_position',
  );
  const published = [...OUTPUT_TOPICS, ...LETTERED_TOPICS.map(deadLetterTopic)];
  mishaps.restored.push({
    sequence: BigInt(log?.last ?? 0),
    positions: new Map(positions.map((at) => [placeOf(at.topic, at.partition), BigInt(at.next)])),
    ends: await endsOf(stockClient(services.brokers), published),
  });
  // 2. The operator recovers.
  await eventually(async () => {
    const { code, err } = await runOperator('recover', ['--reason', 'a disk failed'], operatorOf(services));
    if (code !== 0) throw new Error(err);
    return true;
  }, WITHIN);
}
