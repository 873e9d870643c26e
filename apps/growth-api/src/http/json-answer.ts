import { applyDecorators, Get, Header } from '@nestjs/common';
import { BUDGET, isFull, untilFull } from '@silkgauge/read-model';

/** A GET whose handler returns JSON text; caches may keep it but ask each time. */
export function JsonGet(path: string | string[] = ''): MethodDecorator {
  return applyDecorators(
    Get(path),
    Header('content-type', 'application/json; charset=utf-8'),
    Header('cache-control', 'no-cache'),
  );
}

/**
 * One page as JSON text, bounded in bytes: `rows` holds up to one row more than `limit`, and the spare one only tells that there is a
 * next page; so does a page that its items fill. Items are JSON text already and are joined, not parsed.
 */
export function pageJson<Row>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => string,
  next: (last: Row) => string,
): string {
  const items = rows.slice(0, limit).map(item);
  const shown = items.slice(0, untilFull(items, Buffer.byteLength, BUDGET.page));
  const last = rows[shown.length - 1];
  const isMore = rows.length > limit || isFull(items, Buffer.byteLength, BUDGET.page);
  const cursor = isMore && last !== undefined ? next(last) : null;
  return `{"items":[${shown.join(',')}],"next":${JSON.stringify(cursor)}}`;
}
