import { fingerprint, type Expected } from '../load/produced.ts';
import { parse, plus, whole, type Fraction } from '../../fraction.ts';
import type { StoredRecord } from './read-topics.ts';

export interface MonthTotal {
  total: Fraction;
  events: number;
  units: Fraction;
}

/** Expected outcome of a delivery. */
export interface Delivery {
  readonly record: StoredRecord;
  readonly expected: Expected;
  readonly outcome: 'accepted' | 'duplicate' | 'conflict' | 'bad';
}

/** Expected result of the input topics, from contract and producer, without product code. */
export interface Fold {
  /** Totals by series and month, joined by `/`. */
  readonly sales: ReadonlyMap<string, MonthTotal>;
  readonly deliveries: readonly Delivery[];
  /** Records without a known producer. */
  readonly strangers: readonly StoredRecord[];
  /** Produced records found on no topic. */
  readonly lost: readonly Expected[];
}

/** `records` are in partition order: an identity stays on one partition, so its first delivery is known. */
export function fold(records: readonly StoredRecord[], book: ReadonlyMap<string, Expected>): Fold {
  const sales = new Map<string, MonthTotal>();
  const firsts = new Map<string, Expected>();
  const deliveries: Delivery[] = [];
  const strangers: StoredRecord[] = [];
  const lost = new Map(book);
  for (const record of records) {
    const print = fingerprint(record.key ?? '', record.value, record.headers);
    const expected = book.get(print);
    lost.delete(print);
    if (!expected) {
      strangers.push(record);
      continue;
    }
    const outcome = outcomeOf(expected, firsts);
    deliveries.push({ record, expected, outcome });
    if (outcome === 'accepted' && expected.kind === 'sale') add(sales, expected);
  }
  return { sales, deliveries, strangers, lost: [...lost.values()] };
}

function outcomeOf(expected: Expected, firsts: Map<string, Expected>): Delivery['outcome'] {
  if (expected.kind === 'bad') return 'bad';
  const first = firsts.get(expected.identity);
  if (!first) {
    firsts.set(expected.identity, expected);
    return 'accepted';
  }
  // The first sale of an identity stands, whatever the content of the others.
  if (expected.kind === 'sale') return 'duplicate';
  return first.kind === 'fact' && first.content === expected.content ? 'duplicate' : 'conflict';
}

function add(sales: Map<string, MonthTotal>, sale: Extract<Expected, { kind: 'sale' }>): void {
  const key = `${sale.series}/${sale.month}`;
  const month = sales.get(key) ?? { total: whole(0), events: 0, units: whole(0) };
  month.total = plus(month.total, parse(sale.amount));
  month.units = plus(month.units, parse(sale.quantity));
  month.events += 1;
  sales.set(key, month);
}
