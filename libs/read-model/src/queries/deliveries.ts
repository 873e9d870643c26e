import type { Queryable } from '../read-model.ts';
import type { RecordOutcome } from '../statements/events.ts';

export interface DeliveryOutcome {
  readonly outcome: RecordOutcome;
  readonly rule: string | null;
  readonly reason: string | null;
  readonly topic: string;
  readonly partition: number;
  readonly offset: string;
  /** Who pushed it at a door; null where the record does not say. */
  readonly pushed_by: string | null;
}

/** Outcomes of the deliveries of an event, in order of arrival; empty for an unknown event. */
export async function readOutcomes(db: Queryable, source: string, id: string): Promise<DeliveryOutcome[]> {
  const { rows } = await db.query<DeliveryOutcome>({
    name: 'read-outcomes',
    text: `select e.outcome, e.rule, e.reason, e.topic, e.partition, e."offset", e.pushed_by
           from (select * from event where source = $1 and id = $2 and outcome in ('applied', 'superseded')
                 union all
                 select * from event where source = $1 and id = $2 and outcome not in ('applied', 'superseded')) as e
           order by e.event_id`,
    values: [source, id],
  });
  return rows;
}

export interface PartitionPosition {
  readonly topic: string;
  readonly partition: number;
  /** Next offset to apply. */
  readonly next: string;
}

export async function readPositions(db: Queryable): Promise<PartitionPosition[]> {
  const { rows } = await db.query<PartitionPosition>({
    name: 'read-positions',
    text: 'select topic, partition, next_offset as next from consumer_position order by topic, partition',
  });
  return rows;
}
