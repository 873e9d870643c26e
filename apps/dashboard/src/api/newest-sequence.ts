import type { Page, ServedState } from '@silkgauge/contract';
import type { InfiniteData, QueryClient } from '@tanstack/react-query';

/** The last change that anything on the page shows: the page as of it is the page as it is. Null while nothing is shown. */
export function newestSequence(client: QueryClient): string | null {
  let newest = -1n;
  for (const [, data] of client.getQueriesData<Page<ServedState> | InfiniteData<Page<ServedState>>>({
    queryKey: ['states'],
  })) {
    const pages = data ? ('pages' in data ? data.pages : [data]) : [];
    for (const { items } of pages)
      for (const { sequence } of items) {
        if (sequence !== null && BigInt(sequence) > newest) newest = BigInt(sequence);
      }
  }
  return newest < 0n ? null : String(newest);
}
