import { randomUUID } from 'node:crypto';
import type { Queryable } from '../../read-model.ts';
import type { PresentState } from '../changes.ts';
import { takeFactsTurn } from '../facts-turn.ts';
import type { SeriesPeriod } from '../sales.ts';

/** Blocks all batches until the end of the transaction, and waits for batches in progress. */
export async function holdPositions(tx: Queryable): Promise<void> {
  await tx.query('lock table consumer_position in exclusive mode');
}

/** Fences all owners of partitions, since their memory is of the former read model. */
export async function raiseEpochs(tx: Queryable): Promise<void> {
  await tx.query('update consumer_position set epoch = epoch + 1');
  await takeFactsTurn(tx, randomUUID(), { reachesSales: true });
}

/** The newest version of a key; its document is null if the change log has none. */
export type LastVersion = Omit<PresentState, 'document'> & { readonly document: string | null };

/** Highest version of each key by pointer, log and floor; one of the three may be wrong. */
export async function lastVersions(tx: Queryable, keys: readonly SeriesPeriod[]): Promise<LastVersion[]> {
  const { rows } = await tx.query<LastVersion>({
    name: 'last-versions',
    text: `select w.series_id, w.period, greatest(n.version, g.version, v.version) as version, coalesce(greatest(n.known_at, g.known_at), to_timestamp(0)) as known_at,
             c.document
           from unnest($1::bigint[], $2::text[]) as w(series_id, period)
           left join growth_state g on g.series_id = w.series_id and g.period = w.period
           left join change c on c.sequence = g.sequence
           left join version_floor v on v.series_id = w.series_id and v.period = w.period
           left join lateral (select n.version, n.known_at from change n
             where n.series_id = w.series_id and n.period = w.period order by n.version desc limit 1) n on true
           where g.version is not null or n.version is not null or v.version is not null`,
    values: [keys.map((k) => k.seriesId), keys.map((k) => k.period)],
  });
  return rows;
}

/** Deletes the pointers of these keys; the next version points again. */
export async function dropPointers(tx: Queryable, keys: readonly SeriesPeriod[]): Promise<void> {
  await tx.query({
    name: 'drop-pointers',
    text: `delete from growth_state g using unnest($1::bigint[], $2::text[]) as w(series_id, period)
           where g.series_id = w.series_id and g.period = w.period`,
    values: [keys.map((k) => k.seriesId), keys.map((k) => k.period)],
  });
}

/** Stores the folds of input sales per version of a switch; `folds` is JSON text as from `readFolds`. */
export async function insertRebuiltFolds(
  tx: Queryable,
  rebuilt: readonly (SeriesPeriod & { readonly version: number; readonly folds: string })[],
): Promise<void> {
  if (rebuilt.length === 0) return;
  await tx.query({
    name: 'insert-rebuilt-folds',
    text: `insert into rebuilt_fold (series_id, period, version, folds)
           select * from unnest($1::bigint[], $2::text[], $3::int[], $4::json[])`,
    values: [
      rebuilt.map((r) => r.seriesId),
      rebuilt.map((r) => r.period),
      rebuilt.map((r) => r.version),
      rebuilt.map((r) => r.folds),
    ],
  });
}

export interface Rebuild {
  readonly reason: string;
  readonly actor: string;
  readonly begunAt: Date;
  readonly digestBefore: string;
  readonly digest: string;
  /** Last sequence of the change log before the switch. */
  readonly afterSequence: string;
  readonly changes: number;
}

/** Inserts the audit row of a switch. */
export async function recordRebuild(tx: Queryable, rebuild: Rebuild): Promise<void> {
  await tx.query(
    `insert into rebuild (reason, actor, begun_at, digest_before, digest, after_sequence, changes)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      rebuild.reason,
      rebuild.actor,
      rebuild.begunAt,
      rebuild.digestBefore,
      rebuild.digest,
      rebuild.afterSequence,
      rebuild.changes,
    ],
  );
}
