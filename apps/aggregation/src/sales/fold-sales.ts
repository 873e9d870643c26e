import type { SalesTotal } from '@silkgauge/growth';
import type { InRecord, RecordList } from '@silkgauge/kafka';
import { ExactSum } from './exact-sum.ts';
import { identityHash, IdentitySet } from './identity-set.ts';
import type { RefusedSale } from './read-sale.ts';
import type { Sale } from './sale.ts';

/** What a batch adds to one month of one series. */
export interface SalesFold {
  readonly seriesKey: string;
  readonly period: string;
  readonly added: SalesTotal;
  /** First and last sale folded in. */
  readonly from: bigint;
  readonly last: Sale;
}

export interface FoldedSales {
  readonly folds: readonly SalesFold[];
  /** 16 bytes for each sale counted, in order. */
  readonly identities: Buffer;
  readonly counted: number;
  readonly duplicates: number;
  readonly refused: readonly RefusedSale[];
}

interface Running {
  readonly seriesKey: string;
  readonly period: string;
  readonly amount: ExactSum;
  readonly units: ExactSum;
  readonly from: bigint;
  events: number;
  last: Sale;
}

/**
 * Folds sales into what each month of each series gains. A sale whose identity `seen` knows, or that came earlier
 * in the batch, adds nothing: the first stands. Records are read one after another and let go of: of those that count
 * nothing stays but the sums, so a batch may be as large as the backlog.
 */
export function foldSales(
  records: RecordList,
  read: (record: InRecord) => Sale | RefusedSale,
  seen: (identity: string) => boolean,
): FoldedSales {
  const series = new Map<string, Map<string, Running>>();
  const inBatch = new IdentitySet();
  const identities: string[] = [];
  const refused: RefusedSale[] = [];
  for (const record of records) {
    const sale = read(record);
    if ('kind' in sale) {
      refused.push(sale);
      continue;
    }
    const identity = identityHash(sale);
    if (seen(identity) || !inBatch.add(identity)) continue;
    identities.push(identity);
    let months = series.get(sale.seriesKey);
    if (!months) series.set(sale.seriesKey, (months = new Map()));
    add(months, sale);
  }
  return {
    folds: [...series.values()].flatMap((months) =>
      [...months.values()].map(({ seriesKey, period, amount, units, events, from, last }) => ({
        seriesKey,
        period,
        added: { total: String(amount), events: String(events), units: String(units) },
        from,
        last,
      })),
    ),
    identities: Buffer.from(identities.join(''), 'latin1'),
    counted: identities.length,
    duplicates: records.length - refused.length - identities.length,
    refused,
  };
}

function add(months: Map<string, Running>, sale: Sale): void {
  const { seriesKey, period, record } = sale;
  let fold = months.get(period);
  if (!fold) {
    const amount = new ExactSum();
    fold = { seriesKey, period, amount, units: new ExactSum(), from: record.offset, events: 0, last: sale };
    months.set(period, fold);
  }
  fold.amount.add(sale.amount);
  fold.units.add(sale.quantity);
  fold.events += 1;
  fold.last = sale;
}
