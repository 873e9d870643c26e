import type {
  Identity,
  PresentState,
  RegisterChange,
  SeriesPeriod,
  SeriesRow,
  TotalRow,
} from '@silkgauge/read-model';
import type { Figure } from '@silkgauge/growth';
import type { LoadName, Loads } from '@silkgauge/decisions';
import { keyOfMonth } from './keys.ts';
import type { EventTableRow, RegisterRow, SeriesTableRow, TotalTableRow } from './tables.ts';
import type { Transaction } from './transaction.ts';

type LoadTable = {
  readonly [Name in LoadName]: (tx: Transaction, keys: readonly Loads[Name]['key'][]) => Loads[Name]['row'][];
};

/** Simulated logs have no claims, orders or statements. */
export const NO_CLAIMS = {
  loads: {
    documents: () => [],
    claims: () => [],
    scheduled: () => [],
    held: () => [],
    access: () => [],
    orders: () => [],
    statements: () => [],
  },
  unit: {
    markClaims: () => Promise.resolve(false),
    dueClaims: () => Promise.resolve([]),
    claimsDueSince: () => Promise.resolve(null),
    settleClaims: () => Promise.resolve(),
  },
};

export const LOADS: LoadTable = {
  events: (tx, identities) =>
    identities.flatMap((identity) =>
      acceptedEvents(tx, identity).map(({ event_id, source, id, type, topic, digest }) => ({
        ...{ event_id: String(event_id), source, id, type, topic },
        digest: digest ?? Buffer.alloc(0),
        about: null,
      })),
    ),
  withdrawals: (tx, identities) =>
    identities.flatMap(({ source, id }) =>
      tx.tables.withdrawal
        .all(tx)
        .filter((row) => row.ref_source === source && row.ref_id === id)
        .sort((a, b) => Number(a.event_id - b.event_id))
        .map(({ event_id, topic, headers }) => {
          const by = tx.tables.event.all(tx).find((event) => event.event_id === event_id);
          const { type = '', source: by_source = '', id: by_id = '' } = by ?? {};
          return { source, id, event_id: String(event_id), type, topic, by_source, by_id, headers };
        }),
    ),
  figuresOfEvents: (tx, identities) => {
    const series = new Map(tx.tables.series.all(tx).map((row) => [row.series_id, row.key]));
    return identities.flatMap((identity) =>
      acceptedEvents(tx, identity).flatMap(({ event_id, topic, source, id }) => {
        const figure = tx.tables.figure.get(tx, String(event_id));
        if (!figure) return [];
        const print = JSON.parse(figure.print) as Figure;
        const series_key = series.get(figure.series_id) ?? '';
        return [{ source, id, topic, series_key, print, withdrawn: figure.withdrawn_by !== null }];
      }),
    );
  },
  figures: (tx, ids) => {
    const wanted = new Set(ids);
    return tx.tables.figure
      .all(tx)
      .filter((figure) => figure.withdrawn_by === null && wanted.has(figure.series_id))
      .map(({ series_id, print }) => ({ series_id, print: JSON.parse(print) as Figure }));
  },
  series: (tx, keys) =>
    keys.flatMap((key) => {
      const row = tx.tables.series.get(tx, key);
      return row ? [seriesRow(tx, row)] : [];
    }),
  printedSeries: (tx, areas) =>
    tx.tables.series
      .all(tx)
      .map((row) => seriesRow(tx, row))
      .filter(({ area, has_figures }) => areas.includes(area) && has_figures),
  totals: (tx, months) =>
    months.flatMap((month) => {
      const row = tx.tables.sale_total.get(tx, keyOfMonth(month));
      return row ? [totalRow(row)] : [];
    }),
  totalsOfSeries: (tx, ids) => {
    const wanted = new Set(ids);
    return tx.tables.sale_total
      .all(tx)
      .filter(({ series_id }) => wanted.has(series_id))
      .map(totalRow);
  },
  states: (tx, months) => months.flatMap((month) => presentState(tx, month)),
  notices: (tx, names) => {
    const wanted = new Set(names);
    return newestRegistered(tx, (row) => row.kind === 'notice' && wanted.has(row.key));
  },
  ...NO_CLAIMS.loads,
  embargoing: () => [],
};

export function isAccepted({ outcome }: EventTableRow): boolean {
  return outcome === 'applied' || outcome === 'superseded';
}

export function acceptedEvents(tx: Transaction, { source, id }: Identity): EventTableRow[] {
  return tx.tables.event.all(tx).filter((e) => e.source === source && e.id === id && isAccepted(e));
}

export function seriesRow(tx: Transaction, row: SeriesTableRow): SeriesRow {
  const [reporter = '', area = '', indicator = '', coverage = '', ...rest] = row.key.split('.');
  const [flow = '', mode = '', product = '', counterpart = '', currency = ''] = rest;
  return {
    ...row,
    ...{ reporter, area, indicator, coverage, flow, mode, product, counterpart, currency },
    has_figures: tx.tables.figure.all(tx).some(({ series_id }) => series_id === row.series_id),
    has_claims: false,
  };
}

function totalRow({ last_ordered: last, ...row }: TotalTableRow): TotalRow {
  return { ...row, events: String(row.events), last };
}

function presentState(tx: Transaction, month: SeriesPeriod): PresentState[] {
  const state = tx.tables.growth_state.get(tx, keyOfMonth(month));
  const change = state && tx.tables.change.get(tx, String(state.sequence));
  if (!state || !change) return [];
  const { series_id, period, version, known_at } = state;
  return [{ series_id, period, version, known_at, document: change.document }];
}

/** The newest matching version of each key. */
export function newestRegistered(tx: Transaction, isMeant: (row: RegisterRow) => boolean): RegisterChange[] {
  const newest = new Map<string, RegisterRow>();
  for (const row of tx.tables.register_version.all(tx))
    if (isMeant(row) && row.version > (newest.get(row.key)?.version ?? 0)) newest.set(row.key, row);
  return Array.from(newest.values(), registerChange);
}

export function registerChange(row: RegisterRow): RegisterChange {
  return { ...row, sequence: String(row.sequence) };
}
