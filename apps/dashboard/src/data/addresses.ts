import { clockQuery, DIMENSIONS, filterQuery, type Address } from '../address/address.ts';
import { path } from '../api/client.ts';

/** What the page shows of all figures. */
export type Shown = Pick<Address, 'filter' | 'period' | 'clock'>;

/** Forms in which the API has the figures on the page, by their files. */
export const FILES = ['growth.csv', 'growth.metadata.json', 'growth.parquet', 'growth.json'] as const;
export type File = (typeof FILES)[number];

const PATHS: Readonly<Record<File, string>> = {
  'growth.csv': '/v1/growth.csv',
  'growth.metadata.json': '/v1/growth.metadata.json',
  'growth.parquet': '/v1/growth.parquet',
  'growth.json': '/v1/growth',
};

/** Path and query of the figures as a file. */
export const filePath = (file: File, { filter, period, clock }: Shown): string =>
  path(
    PATHS[file],
    ...filterQuery(filter),
    period && `period=${encodeURIComponent(period)}`,
    ...clockQuery(clock),
  );

/** Figures without a period are a dataflow of their own, without time. */
const UNDATED = '_U';

/**
 * Path and query of the figures by SDMX 3.0: a key with any code where the page has no filter, last ones left out.
 * Null for a saved selection, which no key can say.
 */
export function sdmxPath({ filter, period, clock }: Shown): string | null {
  if (filter.selection) return null;
  const codes = DIMENSIONS.map((dimension) => filter[dimension]?.map(encodeURIComponent).join(',') ?? '*');
  while (codes.length > 1 && codes.at(-1) === '*') codes.pop();
  const flow = period === UNDATED ? 'DF_UNDATED' : 'DF_GROWTH';
  return path(
    `/sdmx/3.0/data/dataflow/SILKGAUGE/${flow}/1.0.0/${codes.join('.')}`,
    period === null || period === UNDATED ? null : `c%5BTIME_PERIOD%5D=eq:${encodeURIComponent(period)}`,
    ...clockQuery(clock),
  );
}
