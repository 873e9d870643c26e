import { setTimeout as pause } from 'node:timers/promises';
import { deadLetterTopic, LETTERED_TOPICS, OUTPUT_TOPICS, placeName } from '@silkgauge/contract';
import { ask, eventually } from '../../services/index.ts';
import { runOperator } from '../../fixtures/run-command.ts';
import { copyOfWhole } from '../../e2e/scenarios/earlier-copy.ts';
import { endsOf } from '../check/read-topics.ts';
import { stockClient } from '../load/load.ts';
import { operatorOf, type World } from './world.ts';

const WITHIN = { within: 90_000, every: 200 };

/** Takes a backup; returns what puts it back. */
type BackUp = (services: World['services']) => Promise<() => Promise<void>>;

/** The whole server, which is killed to be put back. */
export const backUpServer: BackUp = async (services) => {
  await services.backUp();
  return () => services.restore();
};

/** A copy of the database, within the server that goes on. */
export const copyDatabase: BackUp = async ({ databaseUrl, serverUrl }) => {
  const copy = await copyOfWhole(databaseUrl, serverUrl);
  return () => copy.putBack();
};

/**
 * Restores the database as of `seconds` ago under load. Where the topics hold versions that the database lacks, the
 * aggregation stops until an operator recovers the database. Where dead letters alone were lost, the aggregation continues.
 */
export async function restoreDatabase(world: World, seconds: number, backUp: BackUp): Promise<void> {
  const { fleet, services, watcher, mishaps } = world;
  const before = await positionsIn(services.databaseUrl);
  const putBack = await backUp(services);
  await pause(1_000 * seconds);
  watcher.expectFall('everything');
  await putBack();
  // 1. Publishers of the lost database are fenced before the halt is reported.
  const found = await eventually(async () => {
    const said = (await fleet.health()).join('\n');
    if (said.includes('npm run recover')) return 'halted';
    const [server] = await ask<{ known: boolean }>(services.databaseUrl, 'select is_known_server() as known');
    if (server?.known !== true) throw new Error(`nobody has compared topics and database: ${said}`);
    return 'goes on';
  }, WITHIN);
  const isHalted = found === 'halted';
  const [log] = await ask<{ last: string }>(services.databaseUrl, 'select last from change_cursor');
  const published = [...OUTPUT_TOPICS, ...LETTERED_TOPICS.map(deadLetterTopic)];
  mishaps.restored.push({
    sequence: BigInt(log?.last ?? 0),
    // An aggregation that continues has moved on by now.
    positions: isHalted ? await positionsIn(services.databaseUrl) : before,
    ends: await endsOf(stockClient(services.brokers), published),
  });
  if (!isHalted) return;
  // 2. The operator recovers.
  await eventually(async () => {
    const { code, err } = await runOperator('recover', ['--reason', 'a disk failed'], operatorOf(services));
    if (code !== 0) throw new Error(err);
    return true;
  }, WITHIN);
}

/** Next offset of each read partition, by `topic/partition`. */
async function positionsIn(databaseUrl: string): Promise<Map<string, bigint>> {
  const positions = await ask<{ topic: string; partition: number; next: string }>(
    databaseUrl,
    'select topic, partition, next_offset as next from consumer_position',
  );
  return new Map(positions.map((at) => [placeName(at), BigInt(at.next)]));
}
