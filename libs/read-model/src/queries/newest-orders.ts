import { ORDER_PREFIX } from '@silkgauge/contract';
import type { Queryable } from '../read-model.ts';
import { memberIn } from './registers.ts';

/** The newest order of a name: what was ordered, or that it is dropped. */
export interface OrderRow {
  readonly name: string;
  /** How many events have ordered it, those that dropped it aside. */
  readonly times: number;
  readonly dropped: boolean;
  /** The event of the order; its place in the log, and its append time. */
  readonly source: string;
  readonly id: string;
  readonly sequence: string;
  readonly known_at: Date;
  /** JSON text as delivered. */
  readonly data: string;
}

/** Orders of one kind after a name, in order of name. */
export interface OrdersAfter {
  /** Names; null for all. */
  readonly names: readonly string[] | null;
  readonly after: string | null;
  /** Place in the log, inclusive; null for its end. */
  readonly asOf: string | null;
}

export type OrderKind = keyof typeof ORDER_PREFIX;

/** No key that begins with a prefix comes after this: the prefix with `0`, the character behind a slash, at its end. */
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`;

/** SQL: whether an order takes back what was ordered before. */
export const droppedIn = (document: string): string => `${memberIn(document, '{dropped}')} = 'true'`;

/** SQL: how many events have ordered what an order is of. */
export const timesIn = (document: string): string => `(${memberIn(document, '{version}')})::int`;

/** SQL: the newest order of each name, by its key; parameters are those of `newestParameters`. */
export function newestOrders(kind: OrderKind): string {
  const prefix = ORDER_PREFIX[kind];
  return `select n.*, ${droppedIn('n.document')} as dropped, ${timesIn('n.document')} as times
          from (
            select distinct on (r.key) substr(r.key, ${String(prefix.length + 1)}) as name, r.key, r.version, r.sequence, r.known_at, r.document
            from register_version r
            where r.kind = 'order' and ($1::text[] is null or r.key = any($1::text[]))
              and r.key > $2::text and r.key < '${endOf(prefix)}' and ($3::bigint is null or r.sequence <= $3::bigint)
            order by r.key, r.version desc) n`;
}

/** SQL: the members of `OrderRow` in a row of `newestOrders`. */
export const orderIn = (row: string): string =>
  `${row}.name, ${row}.times, ${row}.dropped, ${row}.document::json ->> 'source' as source, ${row}.document::json ->> 'id' as id,
   ${row}.sequence, ${row}.known_at, (${row}.document::json -> 'data')::text as data`;

/** The first three parameters of a statement with `newestOrders`. */
export function newestParameters(
  kind: OrderKind,
  { names, after, asOf }: OrdersAfter,
): readonly [names: readonly string[] | null, after: string, asOf: string | null] {
  const prefix = ORDER_PREFIX[kind];
  return [names?.map((name) => prefix + name) ?? null, prefix + (after ?? ''), asOf];
}

/** The newest order of each name; dropped ones only by name. Plans of bulletins have a statement of their own. */
export async function readOrders(
  db: Queryable,
  kind: Exclude<OrderKind, 'bulletin'>,
  filter: OrdersAfter,
  limit: number,
): Promise<OrderRow[]> {
  const { rows } = await db.query<OrderRow>({
    name: `read-${kind}-orders`,
    text: `select ${orderIn('o')} from (${newestOrders(kind)}) o where $5 or not o.dropped order by o.key limit $4`,
    values: [...newestParameters(kind, filter), limit, filter.names !== null],
  });
  return rows;
}

/** The newest order of one name as of a place in the log (null: its end); null where there is none. */
export async function readOrder(
  db: Queryable,
  kind: Exclude<OrderKind, 'bulletin'>,
  name: string,
  asOf: string | null,
): Promise<OrderRow | null> {
  const [row] = await readOrders(db, kind, { names: [name], after: null, asOf }, 1);
  return row ?? null;
}
