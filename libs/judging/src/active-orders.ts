import { inPages, type OrderRow } from '@silkgauge/read-model';

/** Orders per statement: one is up to 64 KiB. */
const AT_A_TIME = 50;

/**
 * Takes each active order that `read` gives in pages, behind a name; those so far once `isOver` says so.
 * @returns why orders cannot be read, by name: what `take` throws of one holds up no other
 */
export async function takeActive<Row extends Pick<OrderRow, 'name'>>(
  read: (after: string | null, limit: number) => Promise<readonly Row[]>,
  isOver: () => boolean,
  take: (order: Row) => void,
): Promise<Map<string, string>> {
  const unfollowed = new Map<string, string>();
  const page = (after: string | null) => read(after, AT_A_TIME);
  for await (const orders of inPages(page, ({ name }) => name)) {
    if (isOver()) break;
    for (const order of orders)
      try {
        take(order);
      } catch (error) {
        unfollowed.set(order.name, String(error));
      }
  }
  return unfollowed;
}

/** What an order that stands is read from. */
export type ReadOrder = Pick<OrderRow, 'name' | 'times' | 'source' | 'id' | 'data'>;
