import type { Alert } from '@silkgauge/alerts';
import { OPEN_ALERT_STATES, type StateRule } from '@silkgauge/contract';
import { periodBounds } from '@silkgauge/growth';
import { inPages, readAlerts, readStateKeys, type Queryable } from '@silkgauge/read-model';
import { alertIn, readKnownAlerts } from './alert-documents.ts';

const PAGE = 200;

/** Alerts that are open, and the version numbers that the next ones have to be above. */
export interface OpenAlerts {
  readonly alerts: readonly Alert[];
  readonly floors: ReadonlyMap<string, number>;
}

/** The open alerts of a rule, in order of key, in pages. */
export async function* openAlerts(db: Queryable, rule: string): AsyncGenerator<OpenAlerts> {
  const filter = { rule, states: OPEN_ALERT_STATES, kinds: null, periods: null, dimensions: {} };
  const read = (after: string | null) => readAlerts(db, filter, { after, limit: PAGE, asOf: null });
  for await (const rows of inPages(read, ({ key }) => key)) {
    const keys = rows.map(({ key }) => key);
    const { floors } = await readKnownAlerts(db, keys);
    yield { alerts: rows.map(alertIn), floors };
  }
}

/** Pages of keys of the states that a rule is about, as of a place in the log. */
export async function* statesOf(
  db: Queryable,
  { series, periods }: StateRule,
  sequence: string,
): AsyncGenerator<readonly string[]> {
  const [from, to] = [periods?.from, periods?.to].map((end) => (end ? periodBounds(end) : null));
  const filter = { dimensions: series, ...(from && { from: from.start }), ...(to && { to: to.end }) };
  for (let after: { key: string; period: string } | null = null; ;) {
    const rows: readonly { key: string; period: string }[] = await readStateKeys(db, filter, {
      ...{ asOf: { sequence }, after, limit: PAGE },
    });
    const last = rows.at(-1);
    if (!last) return;
    yield rows.map(({ key, period }) => `${key}/${period}`);
    after = { key: last.key, period: last.period };
  }
}
