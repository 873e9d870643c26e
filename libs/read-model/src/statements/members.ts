import type { Queryable } from '../read-model.ts';

/** First key of the advisory lock; the second key is that of the member's row. */
const MEMBER = 7_401_020;

/** A member of a consumer group whose process has ended; the session that found the member holds its lock. */
export interface DeadMember {
  readonly memberId: string;
  readonly key: number;
}

/**
 * Registers the process of this session as a member of a group. The session's lock ends with the process, and
 * precedes the row: a row without a lock is a dead member.
 */
export async function standForMember(session: Queryable, groupId: string, memberId: string): Promise<void> {
  const { rows } = await session.query<{ key: number }>(`select nextval('group_member_key')::int as key`);
  const key = rows[0]?.key;
  await session.query('select pg_advisory_lock($1, $2)', [MEMBER, key]);
  await session.query(
    `insert into group_member (member_id, group_id, key) values ($1, $2, $3)
     on conflict (member_id) do update set key = excluded.key`,
    [memberId, groupId, key],
  );
}

/** Members of a group, without `alive`, whose locks were free; this session takes the locks. */
export async function findDeadMembers(
  session: Queryable,
  groupId: string,
  alive: readonly string[],
): Promise<DeadMember[]> {
  const { rows } = await session.query<{ member_id: string; key: number }>(
    `with other as materialized (
       select member_id, key from group_member where group_id = $1 and member_id <> all ($2::text[])
     )
     select member_id, key from other where pg_try_advisory_lock($3, key)`,
    [groupId, alive, MEMBER],
  );
  return rows.map(({ member_id: memberId, key }) => ({ memberId, key }));
}

/** Deletes a dead member and releases its lock. */
export async function forgetMember(session: Queryable, { memberId, key }: DeadMember): Promise<void> {
  await session.query('delete from group_member where member_id = $1 and key = $2', [memberId, key]);
  await session.query('select pg_advisory_unlock($1, $2)', [MEMBER, key]);
}

/** Deletes a member that left the group. */
export async function removeMember(session: Queryable, memberId: string): Promise<void> {
  await session.query('delete from group_member where member_id = $1', [memberId]);
}
