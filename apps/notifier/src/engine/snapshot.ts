import { DIMENSIONS, LARGEST_PAGE, type SubscriptionFilter } from '@silkgauge/contract';

const PARAMETERS: readonly string[] = [...DIMENSIONS, 'period', 'domain'];

/** Address of the states as of a sequence, limited by the exact attributes that the API filters by too. */
export function snapshotAddress(api: string, filters: readonly SubscriptionFilter[], after: number): string {
  const query = new URLSearchParams([['asOf', String(after)]]);
  for (const filter of filters)
    if (filter.kind === 'exact')
      for (const [name, text] of filter.attributes)
        // A text with a comma would be a list of codes.
        if (PARAMETERS.includes(name) && !/[,*]/.test(text)) query.set(name, text);
  query.set('limit', String(LARGEST_PAGE));
  return `${api}/v1/growth?${query.toString()}`;
}
