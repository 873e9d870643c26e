/**
 * Joins, to each row before it, what `select` finds by the keys of that row, through an index whatever the planner thinks of the
 * tables: a plan made while they were small would otherwise read the whole of them for a thousand keys, and again for the next
 * thousand while they grow. (`offset 0` keeps the planner from joining it in any other way.)
 */
export function byKey(select: string, alias: string): string {
  return `cross join lateral (${select} offset 0) ${alias}`;
}

/** The accepted delivery of the identity `w.source`, `w.id`. */
export function acceptedEvent(columns: string): string {
  return byKey(
    `select ${columns} from event where source = w.source and id = w.id and outcome in ('applied', 'superseded')`,
    'e',
  );
}
