import type { Queryable } from '../read-model.ts';

/**
 * Leaves the token of this transaction of facts and returns that of the one before. Whoever finds his own knows that
 * it was committed and that nobody applied facts since. `reachesSales`: it may touch what sales rest on, their series, their
 * states or notices, and holds the platform's lock; whoever remembers any of that finds another token and reads it again.
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
