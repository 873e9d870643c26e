import type { Queryable } from '../read-model.ts';

/**
 * Leaves the token of this transaction of facts and returns that of the one before. Whoever finds his own knows that
 * it was committed and that nobody applied facts since.
 */
export async function takeFactsTurn(tx: Queryable, token: string): Promise<string> {
  const { rows } = await tx.query<{ token: string }>({
    name: 'take-facts-turn',
    text: `with before as (select token from facts_turn for update)
           update facts_turn set token = $1 from before returning before.token`,
    values: [token],
  });
  return rows[0]?.token ?? '';
}
