import { documentBytes, untilFull } from '@silkgauge/read-model';
import {
  at,
  bigints,
  dates,
  found,
  ints,
  maybeTexts,
  texts,
  wrote,
  type Answer,
  type Statements,
} from './statement.fixture.ts';
import type { ChangeTableRow, RegisterRow, SeriesTableRow, TotalTableRow } from './tables.fixture.ts';
import { SqlError, type Transaction } from './transaction.fixture.ts';

export const monthKey = (seriesId: string, period: string): string => `${seriesId}/${period}`;

/** A month of sales that the simulated database refuses to store, as if its numbers had no room. */
export const UNSTORABLE_PERIOD = '1999-12';

const DIMENSIONS = 'reporter area indicator coverage flow mode product counterpart currency'.split(' ');

/** Series, totals of sales, the change log and the present states. */
export const STATE_STATEMENTS: Statements = {
  'find-series': (tx, [keys]) =>
    found(
      texts(keys).flatMap((key) => {
        const row = tx.tables.series.get(tx, key);
        return row ? [withDimensions(tx, row)] : [];
      }),
    ),
  'register-series': (tx, [domain, keys]) => {
    const { series } = tx.tables;
    const list = texts(keys);
    tx.lockRows(series, list);
    const missing = list.filter((key) => !series.get(tx, key));
    return found(
      missing.map((key) => {
        const row = { series_id: String(series.nextId()), key, domain: domain as SeriesTableRow['domain'] };
        series.set(tx, key, row);
        return withDimensions(tx, row);
      }),
    );
  },
  'find-printed-series': (tx, [areas]) => {
    const printed = new Set(tx.tables.figure.all(tx).map(({ series_id }) => series_id));
    return found(
      tx.tables.series
        .all(tx)
        .map((row) => withDimensions(tx, row))
        .filter(({ area, series_id }) => texts(areas).includes(area) && printed.has(series_id)),
    );
  },
  'find-totals': (tx, [ids, periods]) =>
    found(
      monthsOf(ids, periods).flatMap(({ key }) => {
        const row = tx.tables.sale_total.get(tx, key);
        return row ? [toldTotal(row)] : [];
      }),
    ),
  'find-totals-of-series': (tx, [ids]) => {
    const wanted = new Set(texts(ids));
    return found(
      tx.tables.sale_total
        .all(tx)
        .filter(({ series_id }) => wanted.has(series_id))
        .map(toldTotal),
    );
  },
  'has-version-floors': () => found([{ any: false }]),
  'find-states-to-revise': (tx, [ids, periods]) =>
    found(monthsOf(ids, periods).flatMap(({ key }) => present(tx, key))),
  'append-changes': (tx, values) => {
    tx.lockRows(tx.tables.change_cursor, ['']);
    return appendChanges(tx, values, tx);
  },
  'read-changes': (tx, [after, limit, bytes]) => {
    const from = BigInt(String(after));
    const isLater = ({ sequence }: { readonly sequence: bigint }) => sequence > from;
    const rows = [
      ...asPublished(tx, isLater).map((row) => ({ ...row, kind: null })),
      ...asRegistered(tx, isLater).map((row) => ({ ...row, domain: null, period: null })),
    ];
    return found(page(rows.sort(bySequence), limit, bytes));
  },
  'published-since': (tx, [domain, keys, periods, sequences, until, after, topic, limit, bytes]) => {
    const [period, sequence] = [texts(periods), bigints(sequences)];
    const [from, upTo] = [BigInt(String(after)), BigInt(String(until))];
    const newest = new Set<bigint>();
    texts(keys).forEach((key, i) => {
      const series = tx.tables.series.get(tx, key);
      const state = series && tx.tables.growth_state.get(tx, monthKey(series.series_id, at(period, i)));
      if (series?.domain !== domain || !state || state.sequence <= from || state.sequence > upTo) return;
      const isSetAside = tx.tables.dead_letter.get(tx, `${String(topic)}/0/${String(state.sequence)}`);
      if (state.sequence > at(sequence, i) && !isSetAside) newest.add(state.sequence);
    });
    return found(
      page(
        asPublished(tx, (row) => newest.has(row.sequence)),
        limit,
        bytes,
      ),
    );
  },
  announce: (tx, [told]) => {
    tx.notifications.push(...texts(told));
    return found(texts(told).map(() => ({ pg_notify: '' })));
  },
  'find-registered': (tx, [kind, keys]) => {
    const wanted = new Set(texts(keys));
    const isMeant = (row: RegisterRow) => row.kind === kind && wanted.has(row.key);
    return found(newestOf(asRegistered(tx, isMeant)));
  },
  'registered-since': (tx, [kind, keys, sequences, until, after, topic, limit, bytes]) => {
    const sequence = bigints(sequences);
    const seen = new Map(texts(keys).map((key, i) => [key, at(sequence, i)]));
    const newest = newestOf(asRegistered(tx, (row) => row.kind === kind && seen.has(row.key)));
    const isMeant = ({ key, sequence: own }: { readonly key: string; readonly sequence: string }) =>
      BigInt(own) > (seen.get(key) ?? 0n) &&
      BigInt(own) > BigInt(String(after)) &&
      BigInt(own) <= BigInt(String(until)) &&
      !tx.tables.dead_letter.get(tx, `${String(topic)}/0/${own}`);
    return found(page(newest.filter(isMeant).sort(bySequence), limit, bytes));
  },
  'append-registered': (tx, [count, kinds, keys, versions, knownAts, documents]) => {
    const { change_cursor, register_version } = tx.tables;
    tx.lockRows(change_cursor, ['']);
    const [kind, key, version] = [texts(kinds), texts(keys), ints(versions)];
    const [known_at, document] = [dates(knownAts), texts(documents)];
    tx.lockRows(
      register_version,
      key.map((one, i) => `${at(kind, i)} ${one} ${String(at(version, i))}`),
    );
    const before = change_cursor.get(tx, '')?.last ?? 0n;
    const last = before + BigInt(Number(count));
    change_cursor.set(tx, '', { last });
    key.forEach((one, i) => {
      const row = { kind: at(kind, i), key: one, version: at(version, i) };
      const name = `${row.kind} ${one} ${String(row.version)}`;
      if (register_version.get(tx, name)) throw new SqlError('23505', `duplicate version ${name}`);
      register_version.set(tx, name, {
        ...row,
        sequence: before + BigInt(i + 1),
        known_at: at(known_at, i),
        document: at(document, i),
      });
    });
    return found([{ last: String(last) }]);
  },
  // No log of the simulation has claims; that they are looked for stands in nobody's way.
  'mark-claims': () => wrote(0),
  'mark-withdrawn-claims': () => wrote(0),
  'find-due-claims': () => found([]),
  'hold-cursor': (tx) => {
    tx.lockRows(tx.tables.change_cursor, ['']);
    return found([]);
  },
  'last-sequence': (tx) => found([{ last: String(tx.tables.change_cursor.get(tx, '')?.last ?? 0n) }]),
};

function page<T extends { readonly document: string }>(
  rows: readonly T[],
  limit: unknown,
  bytes: unknown,
): T[] {
  const most = rows.slice(0, Number(limit));
  return most.slice(0, untilFull(most, documentBytes, Number(bytes)));
}

/** The cursor is moved within `cursor`; the rest is written in `tx`. */
export function appendChanges(tx: Transaction, values: readonly unknown[], cursor: Transaction): Answer {
  const { change_cursor } = tx.tables;
  const months = monthsOf(values[1], values[2]);
  const [version, knownAt, document] = [ints(values[3]), dates(values[4]), maybeTexts(values[5])];
  const newest = monthsOf(values[6], values[7]);
  // The unique index on series, period and version: a second writer waits for the first.
  tx.lockRows(
    tx.tables.change,
    months.map(({ key }, i) => `${key}/${String(at(version, i))}`),
  );
  tx.lockRows(
    tx.tables.growth_state,
    newest.map(({ key }) => key),
  );
  const before = change_cursor.get(cursor, '')?.last ?? 0n;
  const last = before + BigInt(Number(values[0]));
  change_cursor.set(cursor, '', { last });
  months.forEach(({ series_id, period }, i) => {
    const row = { version: at(version, i), known_at: at(knownAt, i), document: at(document, i) ?? '' };
    insertChange(tx, { sequence: before + BigInt(i + 1), series_id, period, ...row });
  });
  pointAtNewest(tx, newest, before, values.slice(8));
  return found([{ last: String(last) }]);
}

export function insertChange(tx: Transaction, row: ChangeTableRow): void {
  const { change } = tx.tables;
  const key = String(row.sequence);
  const rival = change
    .all(tx)
    .find((c) => c.series_id === row.series_id && c.period === row.period && c.version === row.version);
  if (rival || change.get(tx, key)) throw new SqlError('23505', `duplicate version or sequence ${key}`);
  change.set(tx, key, row);
}

function pointAtNewest(
  tx: Transaction,
  months: ReturnType<typeof monthsOf>,
  before: bigint,
  [starts, ends, versions, places, knownAts]: readonly unknown[],
): void {
  const [start, end] = [maybeTexts(starts), maybeTexts(ends)];
  const [version, place, knownAt] = [ints(versions), bigints(places), dates(knownAts)];
  months.forEach(({ key, series_id, period }, i) => {
    tx.tables.growth_state.set(tx, key, {
      series_id,
      period,
      period_start: at(start, i),
      period_end: at(end, i),
      version: at(version, i),
      sequence: before + at(place, i),
      known_at: at(knownAt, i),
    });
  });
}

function asPublished(tx: Transaction, isWanted: (row: ChangeTableRow) => boolean) {
  const series = new Map(tx.tables.series.all(tx).map((row) => [row.series_id, row]));
  return tx.tables.change
    .all(tx)
    .filter(isWanted)
    .sort((a, b) => Number(a.sequence - b.sequence))
    .map(({ series_id, sequence, ...row }) => {
      const { key, domain } = series.get(series_id) ?? {};
      return { ...row, sequence: String(sequence), key, domain };
    });
}

function asRegistered(tx: Transaction, isWanted: (row: RegisterRow) => boolean) {
  return tx.tables.register_version
    .all(tx)
    .filter(isWanted)
    .map((row) => ({ ...row, sequence: String(row.sequence) }));
}

/** The newest version of each key. */
function newestOf<Row extends { readonly key: string; readonly version: number }>(
  rows: readonly Row[],
): Row[] {
  const newest = new Map<string, Row>();
  for (const row of rows) if (row.version > (newest.get(row.key)?.version ?? 0)) newest.set(row.key, row);
  return [...newest.values()];
}

const bySequence = (a: { readonly sequence: string }, b: { readonly sequence: string }): number =>
  Number(BigInt(a.sequence) - BigInt(b.sequence));

export function monthsOf(ids: unknown, periods: unknown) {
  const period = texts(periods);
  return texts(ids).map((series_id, i) => ({
    series_id,
    period: at(period, i),
    key: monthKey(series_id, at(period, i)),
  }));
}

function present(tx: Transaction, key: string): object[] {
  const state = tx.tables.growth_state.get(tx, key);
  const change = state && tx.tables.change.get(tx, String(state.sequence));
  if (!state || !change) return [];
  const { series_id, period, version, known_at } = state;
  return [{ series_id, period, version, known_at, document: change.document }];
}

function withDimensions(tx: Transaction, row: SeriesTableRow) {
  const parts = row.key.split('.');
  const dimensions = Object.fromEntries(DIMENSIONS.map((name, i) => [name, parts[i] ?? '']));
  const has_figures = tx.tables.figure.all(tx).some((figure) => figure.series_id === row.series_id);
  return { ...row, area: parts[1] ?? '', ...dimensions, has_figures, has_claims: false };
}

/** As a statement tells it. */
function toldTotal({ last_ordered: last, ...row }: TotalTableRow): object {
  return { ...row, events: String(row.events), last };
}
