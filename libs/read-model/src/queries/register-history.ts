import { asFarAsFull, BUDGET } from '../budget.ts';
import type { Queryable } from '../read-model.ts';
import type { RegisterChange, RegisterKind } from '../state-json.ts';

/** Versions of one key of a register after a version, oldest first: up to `limit` rows or a page. */
export async function readRegisterHistory<Kind extends RegisterKind>(
  db: Queryable,
  kind: Kind,
  key: string,
  after: number,
  limit: number,
): Promise<RegisterChange<Kind>[]> {
  const columns = 'kind, sequence, key, version, known_at, document';
  const versions = `select ${columns} from register_version
                    where kind = $1 and key = $2 and version > $3 order by version limit $4`;
  const { rows } = await db.query<RegisterChange<Kind>>({
    name: 'read-register-history',
    text: asFarAsFull(versions, {
      ...{ columns, size: 'octet_length(document)', order: 'version', bytes: '$5' },
    }),
    values: [kind, key, after, limit, BUDGET.page],
  });
  return rows;
}
