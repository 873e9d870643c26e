import type { CALLS, In } from '@silkgauge/contract';

/** What a table is of, and how it is written. */
export type TableQuery = In<typeof CALLS.table>;

/** States of a filter, all of them. */
export type WholeQuery = Omit<TableQuery, 'columns' | 'lang'>;
