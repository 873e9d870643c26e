import type { InputTopic } from '@silkgauge/contract';
import type { InRecord, RecordBatch } from '@silkgauge/kafka';

/** An event of a spec; source and id have defaults. */
export interface SpecEvent {
  readonly type: string;
  readonly data: unknown;
  readonly id?: string;
  readonly source?: string;
  readonly key?: string;
}

let ids = 0;

/** A figure of a series; `members` override the defaults. */
export function figure(
  series: string,
  period: string,
  members: Record<string, unknown>,
  id?: string,
): SpecEvent {
  const [reporter, area, indicator, coverage, flow, mode, product, counterpart, currency] = series.split('.');
  const level = { measure: 'level', unit: currency };
  const growth = { measure: 'growth', unit: 'percent', wording: 'percent', comparison: 'GY' };
  return {
    type: 'silkgauge.figure.reported.v1',
    ...(id !== undefined && { id }),
    key: series,
    data: {
      series: { reporter, area, indicator, coverage, flow, mode, product, counterpart, currency },
      period,
      ...(members['measure'] === 'growth' ? growth : level),
      publishedAt: '2020-07-16',
      evidence: { document: 'https://example.org/a', quote: String(members['value']) },
      ...members,
    },
  };
}

export function withdrawal(id: string, source = '/spec'): SpecEvent {
  return {
    type: 'silkgauge.figure.withdrawn.v1',
    key: id,
    data: { ref: { source, id }, reason: 'a mistake' },
  };
}

export interface SaleMembers {
  readonly amount: string;
  readonly orderedAt: string;
  readonly buyerCountry?: string;
  readonly quantity?: string;
}

export function sale(
  { buyerCountry = 'FR', quantity = '1', ...members }: SaleMembers,
  id?: string,
): SpecEvent {
  const category = '_T';
  return {
    type: 'silkgauge.sale.recorded.v1',
    ...(id !== undefined && { id }),
    key: `SHOP.GB.SALES.OWN.X._T.${category}.${buyerCountry}.GBP`,
    data: {
      platform: 'SHOP',
      sellerCountry: 'GB',
      buyerCountry,
      category,
      flow: 'export',
      currency: 'GBP',
      quantity,
      ...members,
    },
  };
}

/** Records with structured CloudEvents, one a second from `offset` on. */
export function records(events: readonly SpecEvent[], offset = 0n): InRecord[] {
  return events.map(({ type, data, id, source = '/spec', key }, index) => {
    ids += 1;
    const event = {
      specversion: '1.0',
      type,
      source,
      id: id ?? `e${String(ids)}`,
      datacontenttype: 'application/json',
      data,
    };
    const at = offset + BigInt(index);
    return {
      offset: at,
      timestamp: String(Date.UTC(2026, 0, 1) + 1000 * Number(at)),
      key: key === undefined ? null : Buffer.from(key),
      value: Buffer.from(JSON.stringify(event)),
      headers: [['content-type', Buffer.from('application/cloudevents+json')]],
    };
  });
}

export function batchOf(
  topic: InputTopic,
  list: readonly InRecord[],
  at: { epoch: bigint; expected: bigint; partition?: number; partitions?: number },
): RecordBatch {
  const last = list.at(-1);
  return {
    topic,
    partition: at.partition ?? 0,
    partitions: at.partitions ?? null,
    epoch: at.epoch,
    expected: at.expected,
    next: last ? last.offset + 1n : at.expected,
    records: list,
    last: null,
    heartbeat: () => Promise.resolve(),
  };
}
