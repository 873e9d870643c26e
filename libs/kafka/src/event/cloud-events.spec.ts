import { checkEvent, type CheckedEvent } from '@silkgauge/contract';
import fc from 'fast-check';
import { decodeRecord, toKafkaRecord } from './cloud-events.ts';
import type { Header, OutRecord } from '../wire/records.ts';

const sale = {
  specversion: '1.0',
  id: 'order-1/é',
  source: '/aliexpress/orders',
  type: 'silkgauge.sale.recorded.v1',
  time: '2020-03-01T09:30:00+08:00',
  subject: 'order 1',
  traceparent: '00-ab',
  data: {
    platform: 'ALIEXPRESS',
    sellerCountry: 'CN',
    buyerCountry: 'ES',
    category: 'TOYS',
    flow: 'export',
    currency: 'EUR',
    amount: '24.90',
    quantity: '2',
    orderedAt: '2020-03-01T09:30:00+08:00',
    unknown: { kept: ['ü', null, 1.5] },
  },
};

const checked = (raw: unknown): CheckedEvent => {
  const result = checkEvent(raw);
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.event;
};

/** The record as a reader gets it. */
const stored = ({ value, headers = {} }: OutRecord) => ({
  value: value === null ? null : Buffer.from(value),
  headers: Object.entries(headers).map(([name, text]): Header => [name, Buffer.from(text as string)]),
});

const record = (value: string | Buffer | null, headers: Record<string, string | Buffer>) => ({
  value: value === null ? null : Buffer.from(value),
  headers: Object.entries(headers).map(([name, text]): Header => [name, Buffer.from(text)]),
});

const ruleOf = (given: Parameters<typeof decodeRecord>[0]) => {
  const decoded = decodeRecord(given);
  return decoded.ok ? 'ok' : decoded.fault.rule;
};

describe('CloudEvents on Kafka', () => {
  it('binary mode: a written event is read as the same event', () => {
    const written = toKafkaRecord(checked(sale));
    expect(written.key).toBe('ALIEXPRESS.CN.SALES.OWN.X._T.TOYS.ES.EUR');
    const decoded = decodeRecord(stored(written));
    expect(decoded).toEqual({ ok: true, event: { ...sale, datacontenttype: 'application/json' } });
    expect(checked(decoded.ok && decoded.event)).toEqual(checked(sale));
  });

  it('structured mode: an event is read', () => {
    const given = record(JSON.stringify(sale), {
      'content-type': 'application/cloudevents+json; charset=utf-8',
    });
    expect(decodeRecord(given)).toEqual({ ok: true, event: sale });
  });

  const binary = {
    ce_specversion: '1.0',
    ce_id: '1',
    ce_source: '/x',
    ce_type: 't',
    'content-type': 'application/json',
  };
  it.each([
    ['no headers at all', record('{}', {}), 'not-a-cloudevent'],
    ['broken JSON', record('{"a":', binary), 'json'],
    ['bytes that are no UTF-8', record(Buffer.from([0x22, 0xff, 0x22]), binary), 'utf-8'],
    ['a header that is no UTF-8', record('{}', { ...binary, ce_id: Buffer.from([0xff]) }), 'utf-8'],
    [
      'a content type that is no UTF-8',
      record('{}', { 'content-type': Buffer.from([0xff]) }),
      'content-type',
    ],
    [
      'an attribute twice',
      {
        ...record('{}', binary),
        headers: [...record('{}', binary).headers, ['ce_id', Buffer.from('2')] as const],
      },
      'attribute-repeated',
    ],
    ['a header for data', record('{}', { ...binary, ce_data: 'x' }), 'attribute-name'],
    [
      'a name that means something to JavaScript',
      record('{}', { ...binary, ce___proto__: 'x' }),
      'attribute-name',
    ],
    ['data that is no JSON', record('<a/>', { ...binary, 'content-type': 'text/xml' }), 'content-type'],
    ['a batch', record('[]', { 'content-type': 'application/cloudevents-batch+json' }), 'content-type'],
    ['a structured list', record('[]', { 'content-type': 'application/cloudevents+json' }), 'event-object'],
    ['a structured nothing', record(null, { 'content-type': 'application/cloudevents+json' }), 'json'],
    ['no value in binary mode, which is an event without data', record(null, binary), 'ok'],
    ['no content type, which is JSON', record('{}', { ce_id: '1' }), 'ok'],
  ])('%s: %s', (_name, given, rule) => {
    expect(ruleOf(given)).toBe(rule);
  });

  it('any record is an event or a fault, never an exception, also when checked', () => {
    const bytes = fc.uint8Array({ maxLength: 60 }).map((array) => Buffer.from(array));
    const content = fc.oneof(
      bytes,
      fc.json().map((text) => Buffer.from(text)),
      fc.constant(null),
    );
    const name = fc.constantFrom(
      'content-type',
      'ce_id',
      'ce_type',
      'ce_source',
      'ce_specversion',
      'ce_',
      'ce_ID',
      'x',
    );
    const value = fc.oneof(
      bytes,
      fc
        .constantFrom('1.0', 'application/json', 'application/cloudevents+json', 'silkgauge.sale.recorded.v1')
        .map((text) => Buffer.from(text)),
    );
    fc.assert(
      fc.property(content, fc.array(fc.tuple(name, value), { maxLength: 8 }), (body, headers) => {
        const decoded = decodeRecord({ value: body, headers });
        if (decoded.ok) expect(checkEvent(decoded.event).ok).toBeDefined();
        else expect(decoded.fault.reason).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
