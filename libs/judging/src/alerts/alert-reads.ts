import { OPEN_ALERT_STATES } from '@silkgauge/codelists';
import { isOpen, type Alert } from '@silkgauge/alerts';
import {
  findRegistered,
  inPages,
  readAlerts,
  registerJson,
  type NewVersion,
  type Queryable,
  type RegisterChange,
} from '@silkgauge/read-model';

const PAGE = 200;

/** The newest versions of some alerts, and the version numbers that the next ones have to be above. */
export interface KnownAlerts<Kind = Alert> {
  readonly alerts: ReadonlyMap<string, Kind>;
  readonly floors: ReadonlyMap<string, number>;
}

/** Alerts that are open, and the version numbers that the next ones have to be above. */
export interface OpenAlerts {
  readonly alerts: readonly Alert[];
  readonly floors: ReadonlyMap<string, number>;
}

/** Alerts as they stand where a step is judged. */
export interface AlertReads {
  /** The newest versions of these alerts. */
  known<Kind = Alert>(keys: readonly string[]): Promise<KnownAlerts<Kind>>;
  /** The open alerts of a rule, in order of key, in pages. */
  open(rule: string): AsyncIterable<OpenAlerts>;
}

/** Alerts as the register has them. */
export class RegisteredAlerts implements AlertReads {
  readonly #db: Queryable;

  constructor(db: Queryable) {
    this.#db = db;
  }

  async known<Kind = Alert>(keys: readonly string[]): Promise<KnownAlerts<Kind>> {
    const alerts = new Map<string, Kind>();
    const floors = new Map<string, number>();
    for (const row of await findRegistered(this.#db, 'alert', keys)) {
      floors.set(row.key, row.version);
      if (row.document !== null) alerts.set(row.key, alertIn(row));
    }
    return { alerts, floors };
  }

  async *open(rule: string): AsyncGenerator<OpenAlerts> {
    const filter = { rule, states: OPEN_ALERT_STATES, kinds: null, scope: {} };
    const read = (after: string | null) => readAlerts(this.#db, filter, { after, limit: PAGE, asOf: null });
    for await (const rows of inPages(read, ({ key }) => key)) {
      const { floors } = await this.known(rows.map(({ key }) => key));
      yield { alerts: rows.map((row) => alertIn(row)), floors };
    }
  }
}

/** Alerts as they stand after versions that are not written. */
export class AlertsAfter implements AlertReads {
  readonly #before: AlertReads;
  readonly #made = new Map<string, Alert>();
  /** What stood there before, as far as it was asked for. */
  readonly #read = new Map<string, { readonly alert: Alert | null; readonly floor: number | null }>();

  constructor(before: AlertReads) {
    this.#before = before;
  }

  /** The newest of the versions taken, by key. */
  get made(): ReadonlyMap<string, Alert> {
    return this.#made;
  }

  take(versions: readonly NewVersion[]): void {
    for (const version of versions) this.#made.set(version.key, madeAlert(version));
  }

  /** Reads alerts at once that are asked for one after another. */
  async fetch(keys: readonly string[]): Promise<void> {
    const unread = keys.filter((key) => !this.#read.has(key));
    if (unread.length === 0) return;
    const { alerts, floors } = await this.#before.known(unread);
    for (const key of unread)
      this.#read.set(key, { alert: alerts.get(key) ?? null, floor: floors.get(key) ?? null });
  }

  async known<Kind = Alert>(keys: readonly string[]): Promise<KnownAlerts<Kind>> {
    await this.fetch(keys);
    const alerts = new Map<string, Kind>();
    const floors = new Map<string, number>();
    for (const key of keys) {
      const { alert = null, floor = null } = this.#read.get(key) ?? {};
      if (alert) alerts.set(key, alert as Kind);
      if (floor !== null) floors.set(key, floor);
    }
    const made = keys.flatMap((key) => this.#made.get(key) ?? []);
    return {
      alerts: new Map([...alerts, ...made.map((alert) => [alert.key, alert as Kind] as const)]),
      floors: new Map([...floors, ...made.map(({ key, version }) => [key, version] as const)]),
    };
  }

  async *open(rule: string): AsyncGenerator<OpenAlerts> {
    const isRead = new Set<string>();
    const present = (alert: Alert): Alert => this.#made.get(alert.key) ?? alert;
    for await (const { alerts, floors } of this.#before.open(rule)) {
      for (const { key } of alerts) isRead.add(key);
      yield { alerts: alerts.map(present).filter(isOpen), floors };
    }
    const added = [...this.#made.values()].filter(
      (alert) => alert.rule === rule && isOpen(alert) && !isRead.has(alert.key),
    );
    if (added.length > 0)
      yield { alerts: added, floors: new Map(added.map(({ key, version }) => [key, version])) };
  }
}

/** An alert as its register has it. */
function alertIn<Kind = Alert>(row: RegisterChange): Kind {
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

const madeAlert = ({ key, version, knownAt, document }: NewVersion): Alert =>
  ({ key, version, knownAt: knownAt.toISOString(), ...(JSON.parse(document) as object) }) as Alert;
