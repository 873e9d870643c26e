import { setTimeout as pause } from 'node:timers/promises';
import { INPUT_TOPICS, placeName } from '@silkgauge/contract';
import type { Kafka } from 'kafkajs';
import type { Pool } from 'pg';
import { endsOf } from './read-topics.ts';

/**
 * Waits until all input records are processed and, with `published`, all changes are published. @throws Error
 * that names the backlog after `within` ms
 */
export async function quiet(kafka: Kafka, pool: Pool, within: number, published = true): Promise<void> {
  const ends = await endsOf(kafka, INPUT_TOPICS);
  for (const deadline = Date.now() + within; ; await pause(100)) {
    const behind = [...(await positionsBehind(pool, ends)), ...(published ? await waiting(pool) : [])];
    if (behind.length === 0) return;
    if (Date.now() > deadline)
      throw new Error(`not quiet after ${String(within / 1_000)} s: ${behind.join(', ')}`);
  }
}

async function positionsBehind(pool: Pool, ends: ReadonlyMap<string, bigint>): Promise<string[]> {
  const { rows } = await pool.query<{ topic: string; partition: number; next_offset: string }>(
    'select topic, partition, next_offset from consumer_position',
  );
  const positions = new Map(rows.map((row) => [placeName(row), BigInt(row.next_offset)]));
  return [...ends].flatMap(([place, end]) => {
    const position = positions.get(place) ?? 0n;
    return position >= end ? [] : [`${place} at ${String(position)} of ${String(end)}`];
  });
}

async function waiting(pool: Pool): Promise<string[]> {
  const { rows } = await pool.query<{ changes: string; letters: string; untold: string }>(
    `select (select last from change_cursor) - coalesce((select max(sequence) from relay_position), 0) as changes,
            (select count(*) from dead_letter where not relayed) as letters,
            (select last from change_cursor) - coalesce((select max(sequence) from desk_position), 0) as untold`,
  );
  const { changes = '0', letters = '0', untold = '0' } = rows[0] ?? {};
  return [changes, letters, untold].every((count) => count === '0')
    ? []
    : [`${changes} changes and ${letters} dead letters not published, the desk is ${untold} behind`];
}
