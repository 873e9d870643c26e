/**
 * SQL: joins each preceding row with the rows that `select` finds by index. A plan made for small tables
 * would otherwise read growing tables whole; `offset 0` keeps the planner from another kind of join.
 */
export function byKey(select: string, alias: string): string {
  return `cross join lateral (${select} offset 0) ${alias}`;
}

/** SQL: joins the accepted delivery of the identity `w.source`, `w.id`. */
export function acceptedEvent(columns: string): string {
  return byKey(
    `select ${columns} from event where source = w.source and id = w.id and outcome in ('applied', 'superseded')`,
    'e',
  );
}
