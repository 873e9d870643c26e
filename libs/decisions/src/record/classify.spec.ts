import type { Header, InRecord } from '@silkgauge/kafka';
import { deadLetter, delivery } from './classify.ts';

const record = (...by: readonly string[]): InRecord => ({
  offset: 7n,
  timestamp: '0',
  key: null,
  value: null,
  headers: by.map((text): Header => ['silkgauge-by', Buffer.from(text)]),
});

const pushedBy = (...by: readonly string[]) => {
  const place = { topic: 'customs.figures', partition: 0 };
  const what = { source: '/x', id: '1', type: 'silkgauge.figure.reported.v1' };
  return delivery(place, record(...by), what, { outcome: 'applied' }).pushedBy;
};

describe('evidence of a delivery', () => {
  it('has who pushed the record at a door', () => {
    expect(pushedBy('8Jd02kQmX1pA')).toBe('8Jd02kQmX1pA');
    expect(pushedBy('anonymous')).toBe('anonymous');
  });

  it('has nobody where the record does not say, or says what no door says', () => {
    for (const header of [
      [],
      [''],
      ['direct'],
      ['8Jd02kQmX1p\0'],
      ['8Jd02kQmX1pAA'],
      ['anonymous', 'anonymous'],
    ])
      expect(pushedBy(...header)).toBeUndefined();
  });
});

describe('a dead letter', () => {
  const value = Buffer.from(JSON.stringify({ release: 'H1', access: [{ sha256: 'a'.repeat(64) }] }));
  const letterOn = (topic: string, of: Buffer) =>
    deadLetter({ topic, partition: 0 }, { ...record(), value: of }, 'release-moved', 'why');

  it('of an order with digests of secrets has the place of the record alone', () => {
    expect(letterOn('test.newsroom.orders', value)).toMatchObject({
      ...{ topic: 'test.newsroom.orders', offset: 7n, key: null, value: null, headers: [] },
    });
  });

  it('of another order, and of a figure whose evidence has a digest, is the record', () => {
    const plain = Buffer.from('{"release":"H1"}');
    expect(letterOn('newsroom.orders', plain).value).toEqual(plain);
    expect(letterOn('customs.figures', value).value).toEqual(value);
  });
});
