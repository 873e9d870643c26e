import type { ExplainedPrint } from '@silkgauge/contract';
import { OVER_YEAR, publishedUntil } from '@silkgauge/growth';
import { columnOf, type VintageCell, type VintageColumn, type VintageRow } from './vintage-rows.ts';

type DatedPrint = Pick<ExplainedPrint, 'side' | 'standing' | 'publishedAt'>;

export interface PrintedRow<Print> extends VintageRow {
  /** By column, the prints of that day besides the one that stands now. */
  readonly prints: ReadonlyMap<string, readonly Print[]>;
}

export interface PrintedRows<Print> {
  readonly columns: readonly VintageColumn[];
  readonly rows: readonly PrintedRow<Print>[];
}

/**
 * Vintages with the prints of each day that do not stand now. A day on which prints changed no state has a row of
 * its own, so that none of them is passed over; prints of an unknown day are in no row.
 */
export function withPrints<Print extends DatedPrint>(
  vintages: { readonly columns: readonly VintageColumn[]; readonly rows: readonly VintageRow[] },
  prints: readonly Print[],
): PrintedRows<Print> {
  const placed = prints.flatMap((print) => {
    const column = columnOfPrint(print);
    const isOther = print.standing !== 'chosen' && print.publishedAt !== '_U';
    return column && isOther ? [{ at: publishedUntil(print.publishedAt), column, print }] : [];
  });
  const columns = new Map(
    [...vintages.columns, ...placed.map(({ column }) => column)].map((one) => [one.id, one]),
  );
  const known = new Set(vintages.rows.map(({ at }) => at));
  const added = [...Map.groupBy(placed, ({ at }) => at)].filter(([at]) => !known.has(at));
  const days = added.map(([at, [first]]): VintageRow => ({
    ...{ at, state: null, cells: cellsAt(vintages.rows, at) },
    ...(first && { given: first.print.publishedAt }),
  }));
  const rows = [...vintages.rows, ...days].sort((a, b) => (a.at < b.at ? -1 : 1));
  return {
    columns: [...columns.values()],
    rows: rows.map((row) => {
      const own = placed.filter(({ at }) => at === row.at);
      const byColumn = Map.groupBy(own, ({ column }) => column.id);
      return { ...row, prints: new Map([...byColumn].map(([id, of]) => [id, of.map(({ print }) => print)])) };
    }),
  };
}

/** What stood at an instant, none of it new. */
function cellsAt(rows: readonly VintageRow[], instant: string): VintageRow['cells'] {
  const before = rows.findLast(({ at }) => at < instant)?.cells ?? new Map<string, VintageCell>();
  return new Map([...before].map(([id, cell]) => [id, { ...cell, isNew: false }]));
}

/** The column of a side, such as `growth.GY.reported`; null where no state tells it. */
function columnOfPrint({ side }: DatedPrint): VintageColumn | null {
  const [group, ...rest] = side?.split('.') ?? [];
  const name = rest.at(-1);
  if (group === undefined || name === undefined) return null;
  if (group === 'level') return columnOf(group, null, name);
  const [what = ''] = rest;
  return group === 'growth' ? columnOf(group, what, name) : columnOf(what, OVER_YEAR, name);
}
