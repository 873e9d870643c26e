/**
 * Reads all rows of a list in pages, each behind the name of the last row before it. A page may be shorter than was
 * asked for; an empty one ends the list.
 */
export async function* inPages<Row>(
  read: (after: string | null) => Promise<readonly Row[]>,
  nameOf: (row: Row) => string,
): AsyncGenerator<readonly Row[]> {
  for (let after: string | null = null; ;) {
    const rows: readonly Row[] = await read(after);
    const last = rows.at(-1);
    if (last === undefined) return;
    yield rows;
    after = nameOf(last);
  }
}
