import { createHash } from 'node:crypto';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import type { CellContext } from '../table/column.ts';
import type { MeasurementRow } from '../table/measurement-rows.ts';
import { headerRow, rowsInLots, rowWriter, type TableText } from '../table/table-text.ts';
import { parquetColumns, type ParquetColumn } from './parquet-columns.ts';

/** What the metadata of a file says of its rows. */
export interface ParquetFacts {
  /** Query of the table, without the question mark. */
  readonly query: string;
  readonly sequence: string;
}

/** Rows of the first group: few, so that the first bytes go out soon. */
const FIRST_ROWS = 200;
/** Rows of a group at most. A group is written at once, while nobody else is served. */
const MOST_ROWS = 5_000;
/** Bytes of rows as text after which a group ends. */
const GROUP_BYTES = 16 * 1024 * 1024;

/**
 * The table of states, which are JSON texts in lots, as parts of a Parquet file: its first bytes, groups of rows,
 * and the end. Its metadata has the SHA-256 of the same table as CSV, of which no more than a lot is in memory.
 */
export async function* parquetParts(
  lots: AsyncIterable<readonly string[]>,
  table: TableText,
  { query, sequence }: ParquetFacts,
): AsyncGenerator<Uint8Array, void> {
  const digest = createHash('sha256').update(headerRow(table));
  const csvOf = rowWriter(table.columns);
  const file = new GroupedFile(parquetColumns(table.columns));
  yield file.begin();
  for await (const { states, context } of rowsInLots(lots, table)) {
    const texts = states.map((rows) => csvOf(rows, context));
    digest.update(texts.join(''));
    for (const [at, rows] of states.entries()) {
      file.add(rows, context, texts[at]?.length ?? 0);
      if (file.isGroupFull()) yield file.endGroup();
    }
  }
  yield file.end({
    'silkgauge.query': query,
    'silkgauge.sequence': sequence,
    'silkgauge.digest': `sha-256:${digest.digest('hex')}`,
  });
}

/** A column, and its values since the last group. */
interface FilledColumn {
  readonly column: ParquetColumn;
  readonly values: ReturnType<ParquetColumn['valueOf']>[];
}

/** A Parquet file whose bytes are taken after each group of rows. */
class GroupedFile {
  readonly #columns: readonly FilledColumn[];
  readonly #bytes = new ByteWriter();
  readonly #file: ParquetWriter;
  #rows = 0;
  #textBytes = 0;
  #mostRows = FIRST_ROWS;

  constructor(columns: readonly ParquetColumn[]) {
    this.#columns = columns.map((column) => ({ column, values: [] }));
    this.#file = new ParquetWriter({
      writer: this.#bytes,
      schema: [{ name: 'growth', num_children: columns.length }, ...columns.map(({ element }) => element)],
    });
  }

  add(rows: readonly MeasurementRow[], context: CellContext, textBytes: number): void {
    const [first] = rows;
    if (!first) return;
    for (const { column, values } of this.#columns) {
      const valueIn = (row: MeasurementRow) => {
        const cell = column.of.cell(row, context);
        return cell === null || cell === '' ? null : column.valueOf(cell);
      };
      const ofState = column.isOfState ? valueIn(first) : null;
      for (const row of rows) values.push(column.isOfState ? ofState : valueIn(row));
    }
    this.#rows += rows.length;
    this.#textBytes += textBytes;
  }

  /** Bytes that a file begins with. */
  begin(): Uint8Array {
    return this.#taken();
  }

  isGroupFull(): boolean {
    return this.#rows >= this.#mostRows || this.#textBytes >= GROUP_BYTES;
  }

  /** Bytes of the rows since the last group, as one group. */
  endGroup(): Uint8Array {
    this.#writeGroup();
    return this.#taken();
  }

  /** Bytes of the last rows, and of the footer with metadata. */
  end(metadata: Readonly<Record<string, string>>): Uint8Array {
    if (this.#rows > 0) this.#writeGroup();
    this.#file.kvMetadata = Object.entries(metadata).map(([key, value]) => ({ key, value }));
    void this.#file.finish();
    return this.#taken();
  }

  #writeGroup(): void {
    const columnData = this.#columns.map(({ column, values }) => ({
      name: column.element.name,
      data: values,
      statistics: column.hasBounds,
    }));
    // Bytes in memory need no waiting for.
    void this.#file.write({ columnData, rowGroupSize: this.#rows });
    for (const { values } of this.#columns) values.length = 0;
    this.#rows = 0;
    this.#textBytes = 0;
    this.#mostRows = MOST_ROWS;
  }

  /** Takes what was written: the writer goes on in the same buffer. */
  #taken(): Uint8Array {
    const bytes = this.#bytes.getBytes().slice();
    this.#bytes.index = 0;
    return bytes;
  }
}
