const MIB = 1024 * 1024;

/**
 * Bytes that may be read, held, written or sent at once. Whatever is counted is bounded by one of these, too: a thousand rows may be
 * anything from half a megabyte to gigabytes. A statement, and an answer to one, thereby stays far below the gigabyte that PostgreSQL
 * takes and the half of it that a text of Node holds.
 */
export const BUDGET = {
  /** What one statement reads: a page of the change log, of dead letters, of a list. */
  page: 8 * MIB,
  /** Records that one transaction of facts takes in. */
  input: 8 * MIB,
  /** Documents that one transaction of facts writes, those of a single record aside; they are in memory until it ends. */
  written: 32 * MIB,
  /** Figures that a process remembers from one transaction of facts to the next, as they are in memory. */
  figures: 160 * MIB,
  /** Changes of this process that wait to be published without being read from the log. */
  fresh: 16 * MIB,
  /** What an answer is worked out from at one time: the prints of some series, or their states. */
  workedFrom: 32 * MIB,
} as const;

/**
 * How many of the first items make a page of so many bytes: it ends with the one that fills it. So no page is empty where there is anything,
 * and none is larger than the budget and one item. {@link asFarAsFull} is the same in SQL.
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

/** Whether items make a full page: more may follow behind them. */
export function isFull<T>(items: Iterable<T>, bytesOf: (item: T) => number, bytes: number): boolean {
  let sum = 0;
  for (const item of items) sum += bytesOf(item);
  return sum >= bytes;
}

/** Bytes of a row that holds a document, by what it is large for. */
export const documentBytes = ({ document }: { readonly document: string }): number =>
  Buffer.byteLength(document);

export interface Filling {
  /** The columns that are wanted of a row. */
  readonly columns: string;
  /** SQL of the bytes of a row. */
  readonly size: string;
  /** SQL of the order, the one in which `rows` come. */
  readonly order: string;
  /** SQL of the budget. */
  readonly bytes: string;
}

/** SQL: the first of `rows`, an ordered query with a limit, that make a page. */
export const asFarAsFull = (rows: string, { columns, size, order, bytes }: Filling): string =>
  `select ${columns} from (
     select page.*, coalesce(sum(${size}) over (order by ${order} rows between unbounded preceding and 1 preceding), 0) as bytes_before
     from (${rows}) page) filling
   where bytes_before < ${bytes} order by ${order}`;
