const MIB = 1024 * 1024;

/**
 * Bytes that are read, held, written or sent at once, beside limits of rows: a thousand rows take from half a
 * megabyte to gigabytes, a PostgreSQL message up to 1 GB, a string in Node half of that.
 */
export const BUDGET = {
  /** One page of a statement: of the change log, of dead letters, of a list. */
  page: 8 * MIB,
  /** Records of one transaction of facts. */
  input: 8 * MIB,
  /** Documents of one transaction of facts, in memory until the commit. */
  written: 32 * MIB,
  /** Documents of one record of facts that cannot be split: beyond it the record is refused. */
  writtenByOne: 64 * MIB,
  /** Figures that a process keeps between transactions of facts, by their size in memory. */
  figures: 160 * MIB,
  /** Changes of this process that the relay gets without a read of the log. */
  fresh: 16 * MIB,
  /** Prints or states that an answer of the API is computed from. */
  workedFrom: 32 * MIB,
} as const;

/**
 * Number of first items that make a page of `bytes`: the last item fills the page. A page is thus never empty
 * and exceeds the budget by one item at most. {@link asFarAsFull} is the same in SQL.
 */
export function untilFull<T>(items: Iterable<T>, bytesOf: (item: T) => number, bytes: number): number {
  let count = 0;
  let sum = 0;
  for (const item of items) {
    if (sum >= bytes) break;
    sum += bytesOf(item);
    count += 1;
  }
  return count;
}

/** Whether the items fill a page, so that more may follow. */
export function isFull<T>(items: Iterable<T>, bytesOf: (item: T) => number, bytes: number): boolean {
  let sum = 0;
  for (const item of items) sum += bytesOf(item);
  return sum >= bytes;
}

/** Bytes of a row, estimated by its document. */
export const documentBytes = ({ document }: { readonly document: string }): number =>
  Buffer.byteLength(document);

export interface Filling {
  /** Columns to return. */
  readonly columns: string;
  /** SQL expression: bytes of a row. */
  readonly size: string;
  /** SQL: the order of `rows`. */
  readonly order: string;
  /** SQL expression: budget in bytes. */
  readonly bytes: string;
}

/** SQL: the first rows of `rows`, an ordered query with a limit, up to the row that fills the page. */
export const asFarAsFull = (rows: string, { columns, size, order, bytes }: Filling): string =>
  `select ${columns} from (
     select page.*, coalesce(sum(${size}) over (order by ${order} rows between unbounded preceding and 1 preceding), 0) as bytes_before
     from (${rows}) page) filling
   where bytes_before < ${bytes} order by ${order}`;
