import { plainArray } from '../arrays.ts';
import type { Queryable } from '../read-model.ts';
import { REGISTERED_KINDS, type RegisteredKind } from '@silkgauge/contract';
import type { ServedRow } from '../state-json.ts';
import { byKey } from '../statements/by-key.ts';
import { DOMAIN_OF_ALERT } from '../statements/changes.ts';

const STATE = `select null as kind, c.sequence, s.key, s.domain, c.period, c.version, c.known_at, c.document from change c`;
const STATES = `${STATE} join series s on s.series_id = c.series_id`;
const STATES_BY_SEQUENCE = `${STATE} ${byKey('select key, domain from series where series_id = c.series_id', 's')}`;
const REGISTERED = `select r.kind, r.sequence, r.key, ${DOMAIN_OF_ALERT}, null as period, r.version, r.known_at, r.document
  from register_version r`;

/** The entries of the log at some sequences, in order; those that are no longer kept are left out. */
export async function readChangesAt(db: Queryable, sequences: readonly number[]): Promise<ServedRow[]> {
  if (sequences.length === 0) return [];
  const { rows } = await db.query<ServedRow>({
    name: 'read-changes-at',
    text: `${STATES_BY_SEQUENCE} where c.sequence = any($1::bigint[]) union all ${REGISTERED} where r.sequence = any($1::bigint[]) and r.kind = any($2::text[])
           order by sequence`,
    values: [plainArray(sequences), REGISTERED_KINDS],
  });
  return rows;
}

/** A key of the change log: of a state, or of an entry of a register. */
export type LogKey =
  | { readonly kind: null; readonly key: string; readonly period: string }
  | { readonly kind: RegisteredKind; readonly key: string };

/** Versions of one key after a sequence up to another, in order. */
export async function readChangesOfKey(
  db: Queryable,
  key: LogKey,
  { after, until, limit }: { readonly after: number; readonly until: number; readonly limit: number },
): Promise<ServedRow[]> {
  const range = [after, until, limit];
  const { rows } =
    key.kind === null
      ? await db.query<ServedRow>({
          name: 'read-changes-of-state',
          text: `${STATES} where s.key = $1 and c.period = $2 and c.sequence > $3 and c.sequence <= $4
                 order by c.version limit $5`,
          values: [key.key, key.period, ...range],
        })
      : await db.query<ServedRow>({
          name: 'read-changes-of-register',
          text: `${REGISTERED} where r.kind = $1 and r.key = $2 and r.sequence > $3 and r.sequence <= $4
                 order by r.version limit $5`,
          values: [key.kind, key.key, ...range],
        });
  return rows;
}

/** Of some states by their sequences, those that are no longer the newest of their key. */
export async function readSuperseded(db: Queryable, sequences: readonly number[]): Promise<Set<number>> {
  const { rows } = await db.query<{ sequence: string }>({
    name: 'read-superseded',
    text: `select c.sequence from change c join growth_state g on g.series_id = c.series_id and g.period = c.period
           where c.sequence = any($1::bigint[]) and g.sequence > c.sequence`,
    values: [plainArray(sequences)],
  });
  return new Set(rows.map(({ sequence }) => Number(sequence)));
}
