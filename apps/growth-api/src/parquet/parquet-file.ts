import { createHash, type Hash } from 'node:crypto';
import { CSV } from '../table/csv.ts';
import { readAhead } from '../table/read-ahead.ts';
import { headerRow, rowsInLots, rowWriter, type TableText } from '../table/table-text.ts';
import { footer, MAGIC } from './file-metadata.ts';
import { fileSchema } from './kinds.ts';
import { PACKED } from './packed-rows.ts';
import { parquetColumns } from './parquet-columns.ts';
import { writeRowGroup, type RowGroup } from './row-group.ts';

/** What the metadata of a file says of its rows. */
export interface ParquetFacts {
  /** Query of the table, without the question mark. */
  readonly query: string;
  readonly sequence: string;
}

/** Rows with which the first group ends: few, so that the first bytes go out soon. */
const FIRST_ROWS = 200;
/** Rows with which a group ends; all rows of a state are in one group. */
const MOST_ROWS = 2_000;
/** Letters of rows after which a group ends. */
const GROUP_LETTERS = 2 * 1024 * 1024;

/**
 * The table of states, which are JSON texts in lots, as parts of a Parquet file: its first bytes, groups of rows,
 * and the footer. Its metadata has the SHA-256 of the same table as CSV. Two groups are in memory: the next one
 * is begun while one is written.
 */
export async function* parquetParts(
  lots: AsyncIterable<readonly string[]>,
  table: TableText,
  { query, sequence }: ParquetFacts,
): AsyncGenerator<Uint8Array, void> {
  const digest = createHash('sha256').update(headerRow(table));
  const columns = parquetColumns(table.columns);
  const groups: Uint8Array[] = [];
  let [rows, offset] = [0, MAGIC.length];
  yield MAGIC;
  for await (const group of readAhead(groupsIn(lots, table, digest))) {
    const placed = { ...group, columns, width: table.columns.length, offset };
    const { bytes, metadata } = writeRowGroup(placed);
    rows += group.rows;
    offset += bytes.length;
    groups.push(metadata);
    yield bytes;
  }
  const said = {
    'silkgauge.query': query,
    'silkgauge.sequence': sequence,
    'silkgauge.digest': `sha-256:${digest.digest('hex')}`,
  };
  yield footer({ schema: fileSchema(columns), groups, rows, said });
}

/** The rows of states in groups; `digest` takes their text. */
async function* groupsIn(
  lots: AsyncIterable<readonly string[]>,
  table: TableText,
  digest: Hash,
): AsyncGenerator<RowGroup, void> {
  const { columns } = table;
  const csvOf = rowWriter(columns, CSV);
  const packedOf = rowWriter(columns, PACKED);
  let mostRows = FIRST_ROWS;
  let group = new FilledGroup();
  for await (const { states, context } of rowsInLots(lots, table)) {
    const texts = states.map((rows) => csvOf(rows, context));
    digest.update(texts.join(''));
    for (const rows of states) {
      group.add(rows.length, packedOf(rows, context));
      if (group.rows < mostRows && group.letters < GROUP_LETTERS) continue;
      yield group.end();
      [group, mostRows] = [new FilledGroup(), MOST_ROWS];
    }
    group.pack();
  }
  if (group.rows > 0) yield group.end();
}

/** A group that takes the rows of one state after another. */
class FilledGroup {
  rows = 0;
  letters = 0;
  readonly #packed: Uint8Array[] = [];
  #texts: string[] = [];

  add(rows: number, text: string): void {
    this.rows += rows;
    this.letters += text.length;
    this.#texts.push(text);
  }

  /** Makes bytes of the texts of a lot while they are young: texts that grow old stay until a major collection. */
  pack(): void {
    this.#packed.push(Buffer.from(this.#texts.join('')));
    this.#texts = [];
  }

  end(): RowGroup {
    this.pack();
    return { rows: this.rows, packed: this.#packed };
  }
}
