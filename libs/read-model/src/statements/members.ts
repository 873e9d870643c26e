import type { Queryable } from '../read-model.ts';

/** Beside it stands the key of a member's row. */
const MEMBER = 7_401_020;

/** A member of a consumer group whose process is gone: its lock is held by whoever found it. */
export interface DeadMember {
  readonly memberId: string;
  readonly key: number;
}

/**
 * Says that the process at the other end of this session is a member of a group. The lock lives as long as the session, which the
 * operating system ends with the process; it is there before the row, so that nobody ever finds the row alone.
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

/** Members of a group, these aside, whose locks nobody holds; from now on this session does. */
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

/** The group does not know it any more; its lock is given back. */
export async function forgetMember(session: Queryable, { memberId, key }: DeadMember): Promise<void> {
  await session.query('delete from group_member where member_id = $1 and key = $2', [memberId, key]);
  await session.query('select pg_advisory_unlock($1, $2)', [MEMBER, key]);
}

/** A member that has left by itself. */
export async function removeMember(session: Queryable, memberId: string): Promise<void> {
  await session.query('delete from group_member where member_id = $1', [memberId]);
}
