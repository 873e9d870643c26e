import { BUDGET, isFull, untilFull } from '@silkgauge/read-model';

/**
 * One page of at most `limit` items and `BUDGET.page` bytes; items are JSON texts, joined unparsed. `next` is
 * set if `rows` holds a spare row beyond `limit`, if items fill the page, or if the page was cut off before.
 */
export function pageJson<Row>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => string,
  next: (last: Row) => string,
  isCut = false,
): string {
  const items = rows.slice(0, limit).map(item);
  const shown = items.slice(0, untilFull(items, Buffer.byteLength, BUDGET.page));
  const last = rows[shown.length - 1];
  const isMore = isCut || rows.length > limit || isFull(items, Buffer.byteLength, BUDGET.page);
  const cursor = isMore && last !== undefined ? next(last) : null;
  return `{"items":[${shown.join(',')}],"next":${JSON.stringify(cursor)}}`;
}
