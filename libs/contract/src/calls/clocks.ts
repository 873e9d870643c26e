/** A point in the log: a sequence, or an instant by `knownAt` (ISO); both inclusive. */
export type AsOf = { readonly sequence: string } | { readonly instant: string };

/** `_U` comes before all periods; a descending order is the ascending one from its end. */
export interface Sort {
  readonly by: 'key' | 'period' | 'knownAt';
  readonly descending: boolean;
}

export const BY_KEY: Sort = { by: 'key', descending: false };

/** Orders of a list of states, as a query names them. */
export const SORTS = ['key', 'period', 'knownAt'].flatMap((by) => [`${by}:asc`, `${by}:desc`]) as Sorting[];
type Sorting = `${Sort['by']}:${'asc' | 'desc'}`;
