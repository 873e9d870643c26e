import type { Alert } from '@silkgauge/alerts';
import {
  findRegistered,
  registerJson,
  type NewVersion,
  type Queryable,
  type RegisterChange,
} from '@silkgauge/read-model';

/** The newest versions of some alerts, and the version numbers that the next ones have to be above. */
export interface KnownAlerts<Kind = Alert> {
  readonly alerts: ReadonlyMap<string, Kind>;
  readonly floors: ReadonlyMap<string, number>;
}

export async function readKnownAlerts<Kind = Alert>(
  db: Queryable,
  keys: readonly string[],
): Promise<KnownAlerts<Kind>> {
  const alerts = new Map<string, Kind>();
  const floors = new Map<string, number>();
  for (const row of await findRegistered(db, 'alert', keys)) {
    floors.set(row.key, row.version);
    if (row.document !== null) alerts.set(row.key, alertIn(row));
  }
  return { alerts, floors };
}

/** An alert as its register has it. */
export function alertIn<Kind = Alert>(row: RegisterChange): Kind {
  const { sequence: _, ...alert } = JSON.parse(registerJson(row)) as { readonly sequence: string };
  return alert as Kind;
}

/** A version as its register keeps it; one that was published before a restore of the database is not given twice. */
export function alertVersion(
  alert: Pick<Alert, 'key' | 'version' | 'knownAt'>,
  floors: ReadonlyMap<string, number>,
): NewVersion {
  const { key, version, knownAt, ...document } = alert;
  return {
    ...{ kind: 'alert', key },
    version: Math.max(version, (floors.get(key) ?? 0) + 1),
    ...{ knownAt: new Date(knownAt), document: JSON.stringify(document) },
  };
}
