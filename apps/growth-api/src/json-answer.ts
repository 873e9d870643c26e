import { applyDecorators, Get, Header } from '@nestjs/common';

/** A GET whose handler returns JSON text; caches may keep it but ask each time. */
export function JsonGet(path: string | string[] = ''): MethodDecorator {
  return applyDecorators(
    Get(path),
    Header('content-type', 'application/json; charset=utf-8'),
    Header('cache-control', 'no-cache'),
  );
}

/**
 * One page as JSON text: `rows` holds up to one row more than `limit`, and the spare one only tells that there is a
 * next page. Items are JSON text already and are joined, not parsed.
 */
export function pageJson<Row>(
  rows: readonly Row[],
  limit: number,
  item: (row: Row) => string,
  next: (last: Row) => string,
): string {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const cursor = rows.length > limit && last !== undefined ? next(last) : null;
  return `{"items":[${shown.map(item).join(',')}],"next":${JSON.stringify(cursor)}}`;
}
