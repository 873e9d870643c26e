import type { Queryable } from '../read-model.ts';

export interface NoticeRow {
  readonly notice: string;
  readonly withdrawn: boolean;
  /** Data of the newest publication; null if only a withdrawal has arrived. */
  readonly data: unknown;
}

export async function listNotices(db: Queryable): Promise<NoticeRow[]> {
  const { rows } = await db.query<NoticeRow>({
    name: 'list-notices',
    text: 'select notice, withdrawn, data from notice order by notice',
  });
  return rows;
}

export interface NewNotice {
  readonly notice: string;
  readonly eventId: bigint;
  readonly withdrawn: boolean;
  readonly data: string | null;
}

/** Stores the newest publication or withdrawal of each notice; a withdrawal keeps the published data. */
export async function upsertNotices(db: Queryable, notices: readonly NewNotice[]): Promise<void> {
  if (notices.length === 0) return;
  await db.query({
    name: 'upsert-notices',
    text: `insert into notice (notice, event_id, withdrawn, data)
           select * from unnest($1::text[], $2::bigint[], $3::boolean[], $4::json[])
           on conflict (notice) do update
             set event_id = excluded.event_id, withdrawn = excluded.withdrawn, data = coalesce(excluded.data, notice.data)`,
    values: [
      notices.map((n) => n.notice),
      notices.map((n) => n.eventId),
      notices.map((n) => n.withdrawn),
      notices.map((n) => n.data),
    ],
  });
}
