import type { Queryable } from '../read-model.ts';

/**
 * Stores the token of this transaction of facts; returns the former token. A process that gets its own last
 * token knows that no other process applied facts since. `reachesSales`: the transaction may change series,
 * states or notices that sales remember, and holds the platform lock.
 */
export async function takeFactsTurn(
  tx: Queryable,
  token: string,
  { reachesSales }: { readonly reachesSales: boolean },
): Promise<string> {
  const { rows } = await tx.query<{ token: string }>({
    name: 'take-facts-turn',
    text: `with before as (select token from facts_turn for update)
           update facts_turn set token = $1, platform = case when $2::boolean then $1 else platform end
           from before returning before.token`,
    values: [token, reachesSales],
  });
  return rows[0]?.token ?? '';
}
