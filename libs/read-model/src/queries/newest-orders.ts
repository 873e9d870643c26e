import { ORDER_PREFIX } from '@silkgauge/contract';
import { memberIn } from './registers.ts';

/** Orders of one kind after a name, in order of name. */
export interface OrdersAfter {
  /** Names; null for all. */
  readonly names: readonly string[] | null;
  readonly after: string | null;
  /** Place in the log, inclusive; null for its end. */
  readonly asOf: string | null;
}

/** No key that begins with a prefix comes after this: the prefix with `0`, the character behind a slash, at its end. */
export const endOf = (prefix: string): string => `${prefix.slice(0, -1)}0`;

/** SQL: whether an order takes back what was ordered before. */
export const droppedIn = (document: string): string => `${memberIn(document, '{dropped}')} = 'true'`;

/** SQL: the newest order of each name, which is in the column `name`; parameters are those of `newestParameters`. */
export function newestOrders(kind: keyof typeof ORDER_PREFIX, name: string): string {
  const prefix = ORDER_PREFIX[kind];
  return `select distinct on (r.key) substr(r.key, ${String(prefix.length + 1)}) as ${name}, r.key, r.version, r.sequence, r.known_at, r.document
             from register_version r
             where r.kind = 'order' and ($1::text[] is null or r.key = any($1::text[]))
               and r.key > $2::text and r.key < '${endOf(prefix)}' and ($3::bigint is null or r.sequence <= $3::bigint)
             order by r.key, r.version desc`;
}

/** The first three parameters of a statement with `newestOrders`. */
export function newestParameters(
  kind: keyof typeof ORDER_PREFIX,
  { names, after, asOf }: OrdersAfter,
): readonly [names: readonly string[] | null, after: string, asOf: string | null] {
  const prefix = ORDER_PREFIX[kind];
  return [names?.map((name) => prefix + name) ?? null, prefix + (after ?? ''), asOf];
}
