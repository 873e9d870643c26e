import {
  at,
  bigints,
  dates,
  found,
  ints,
  maybeBigints,
  maybeTexts,
  texts,
  type Answer,
  type Statement,
  type Statements,
} from './statement.fixture.ts';
import { advance, advancesOf, placeKey, segmentsOf, type Advance } from './statements-positions.fixture.ts';
import { insertChange, monthsOf, UNSTORABLE_PERIOD } from './statements-states.fixture.ts';
import { SqlError, type Transaction } from './transaction.fixture.ts';

const PLATFORM_LOCK = 7_401_002;

/** What the function does one after the other, each part in a transaction: that of the statement, unless a guarantee is dropped. */
export interface SalesParts {
  /** Whether no facts have come since. */
  readonly isTurn: (tx: Transaction, turn: string) => boolean;
  readonly advance: (tx: Transaction, to: readonly Advance[]) => Answer;
  readonly inOwn: (part: 'position' | 'totals' | 'identities' | 'cursor', tx: Transaction) => Transaction;
}

const PARTS: SalesParts = {
  isTurn: (tx, turn) => tx.tables.facts_turn.get(tx, '')?.platform === turn,
  advance,
  inOwn: (_, tx) => tx,
};

/** The function `apply_sales` of the database. */
export function applySales(dropped: Partial<SalesParts> = {}): Statement {
  const parts = { ...PARTS, ...dropped };
  return (tx, values) => {
    const advances = advancesOf(values.slice(1, 6));
    const totals = monthsOf(values[13], values[14]);
    const states = monthsOf(values[20], values[21]);
    const versions = ints(values[24]);
    const { sale_total, growth_state, change, change_cursor } = tx.tables;
    tx.lockAdvisory(PLATFORM_LOCK, 'shared');
    if (!parts.isTurn(tx, String(values[0]))) throw new SqlError('SG002', 'figures or notices have come');
    // All locks before anything is written: it may have to wait, and is then run again.
    const keys = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key);
    tx.lockRows(sale_total, keys(totals));
    if (states.length > 0 && parts.inOwn('cursor', tx) === tx) tx.lockRows(change_cursor, ['']);
    tx.lockRows(growth_state, keys(states));
    tx.lockRows(
      change,
      states.map(({ key }, i) => `${key}/${String(at(versions, i))}`),
    );
    const owned = (part: Parameters<SalesParts['inOwn']>[0], work: (own: Transaction) => void) => {
      const own = parts.inOwn(part, tx);
      work(own);
      if (own !== tx) own.commit();
    };
    const isFirst = (part: Parameters<SalesParts['inOwn']>[0]) =>
      part !== 'position' && parts.inOwn(part, tx) !== tx;
    const writeTotals = () => {
      owned('totals', (own) => {
        addTotals(own, values, totals);
      });
    };
    const writeIdentities = () => {
      owned('identities', (own) => {
        remember(own, values);
      });
    };
    if (isFirst('totals')) writeTotals();
    if (isFirst('identities')) writeIdentities();
    owned('position', (own) => {
      if (parts.advance(own, advances).rowCount !== advances.length)
        throw new SqlError('SG001', 'moved on already');
    });
    if (!isFirst('totals')) writeTotals();
    if (!isFirst('identities')) writeIdentities();
    if (states.length === 0) return found([{ last: null }]);
    let last = 0n;
    owned('cursor', (own) => {
      last = (change_cursor.get(own, '')?.last ?? 0n) + BigInt(states.length);
      change_cursor.set(own, '', { last });
    });
    appendVersions(tx, values, states, last - BigInt(states.length));
    addMonths(tx, values, last - BigInt(states.length));
    return found([{ last: String(last) }]);
  };
}

/** What sales ask for and write. */
export const SALES_STATEMENTS: Statements = {
  'platform-turn': (tx) => found([{ platform: tx.tables.facts_turn.get(tx, '')?.platform ?? '' }]),
  'apply-sales': applySales(),
};

function addTotals(tx: Transaction, values: readonly unknown[], months: ReturnType<typeof monthsOf>): void {
  const { sale_total: table } = tx.tables;
  const seen = maybeBigints(values[12]);
  monthsOf(values[10], values[11]).forEach(({ key }, i) => {
    if ((table.get(tx, key)?.events ?? null) !== at(seen, i))
      throw new SqlError('SG002', 'totals are others by now');
  });
  const [total, events, units] = [texts(values[15]), bigints(values[16]), texts(values[17])];
  const before = maybeBigints(values[18]);
  const last = maybeTexts(values[19]);
  months.forEach(({ key, series_id, period }, i) => {
    if ((table.get(tx, key)?.events ?? null) !== at(before, i))
      throw new SqlError('SG002', 'totals are others by now');
    if (period === UNSTORABLE_PERIOD) throw new SqlError('22003', 'value overflows numeric format');
    const row = {
      total: at(total, i),
      events: at(events, i),
      units: at(units, i),
      last_ordered: at(last, i),
    };
    table.set(tx, key, { series_id, period, ...row });
  });
}

function remember(tx: Transaction, values: readonly unknown[]): void {
  const { identity_window: table } = tx.tables;
  const [topic, partition, offset] = [texts(values[1]), ints(values[2]), bigints(values[4])];
  const [known_until, keepFrom, packed] = [dates(values[7]), maybeBigints(values[8]), values[9] as Buffer];
  const segmentKey = (place: string, first: bigint) => `${place}/${String(first)}`;
  let from = 0;
  ints(values[6]).forEach((size, i) => {
    const place = placeKey(at(topic, i), at(partition, i));
    const first_offset = at(offset, i);
    const identities = packed.subarray(from, from + size);
    from += size;
    if (size > 0)
      table.set(tx, segmentKey(place, first_offset), {
        topic: at(topic, i),
        partition: at(partition, i),
        first_offset,
        known_until: at(known_until, i),
        identities,
      });
    const keep = at(keepFrom, i);
    if (keep === null) return;
    for (const gone of segmentsOf(tx, at(topic, i), at(partition, i)))
      if (gone.first_offset < keep) table.set(tx, segmentKey(place, gone.first_offset), null);
  });
}

function appendVersions(
  tx: Transaction,
  values: readonly unknown[],
  states: ReturnType<typeof monthsOf>,
  before: bigint,
): void {
  const { growth_state: table } = tx.tables;
  const [start, end] = [maybeTexts(values[22]), maybeTexts(values[23])];
  const [versions, knownAt, document] = [ints(values[24]), dates(values[25]), maybeTexts(values[26])];
  states.forEach(({ key, series_id, period }, i) => {
    const [version, known_at] = [at(versions, i), at(knownAt, i)];
    const present = table.get(tx, key);
    if (present && present.version !== version - 1)
      throw new SqlError('SG002', 'states have other versions by now');
    const sequence = before + BigInt(i + 1);
    const bounds = { period_start: at(start, i), period_end: at(end, i) };
    table.set(tx, key, { series_id, period, ...bounds, version, sequence, known_at });
    insertChange(tx, { sequence, series_id, period, version, known_at, document: at(document, i) ?? '' });
  });
}

/** The first stands. */
function addMonths(tx: Transaction, values: readonly unknown[], before: bigint): void {
  const { sale_month: table } = tx.tables;
  const [platforms, months, places] = [texts(values[28]), texts(values[29]), ints(values[30])];
  const knownAt = dates(values[25]);
  months.forEach((month, i) => {
    const [platform, place] = [at(platforms, i), at(places, i)];
    const key = `${platform}/${month}`;
    if (table.get(tx, key)) return;
    const [sequence, known_at] = [before + BigInt(place), at(knownAt, place - 1)];
    table.set(tx, key, { platform, month, sequence, known_at });
  });
}
