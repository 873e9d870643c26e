import { generateKeyPairSync, type KeyPairKeyObjectResult } from 'node:crypto';
import fc from 'fast-check';
import type { KeyRecord, PolicyRecord } from '../record/shapes.ts';
import { recordKeyOf } from '../record/read-record.ts';
import { signRecord } from '../record/signatures.ts';
import { HeldRecords, isActive } from './held-records.ts';

const keyOf = (id: string, version: number, more: Partial<KeyRecord> = {}): KeyRecord => ({
  ...{ kind: 'key', id: id.padEnd(12, 'x'), version, name: id, scopes: ['read'] },
  ...{ write: null, limits: null, addresses: null, expiresAt: null, jwt: null },
  ...{
    createdAt: '2026-11-28T10:00:00Z',
    createdBy: 'cli',
    revokedAt: null,
    revokedReason: null,
    secrets: [],
  },
  ...more,
});
const policyOf = (version: number): PolicyRecord => ({
  ...{ kind: 'policy', id: 'policy', version },
  policy: { anonymous: version % 2 === 0 ? ['read'] : [] },
});
const bytes = (value: unknown) => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const give = (held: HeldRecords, record: KeyRecord | PolicyRecord, key = recordKeyOf(record)) =>
  held.take(bytes(key), bytes(record));

describe('held records', () => {
  it('have the last version that follows on the one before, whatever is played again or skips some', () => {
    const records = fc.array(
      fc.record({ id: fc.constantFrom('a', 'b', 'policy'), version: fc.integer({ min: 1, max: 6 }) }),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(records, (list) => {
        const held = new HeldRecords();
        const last = new Map<string, number>();
        for (const { id, version } of list) {
          const record = id === 'policy' ? policyOf(version) : keyOf(id, version);
          const before = last.get(id);
          const isNext = before === undefined || version === before + 1;
          const ignored = version <= (before ?? 0) ? 'old-version' : 'version-gap';
          expect(give(held, record)).toBe(isNext ? null : ignored);
          if (isNext) last.set(id, version);
        }
        for (const id of ['a', 'b']) expect(held.keyById(id.padEnd(12, 'x'))?.version).toBe(last.get(id));
        expect(held.policyVersion()).toBe(last.get('policy') ?? 0);
        expect(held.policy()).toEqual(last.has('policy') ? policyOf(last.get('policy') ?? 0).policy : {});
      }),
    );
  });

  it('hold what one of their keys has signed, and nothing else', () => {
    const [own, next, other] = Array.from({ length: 3 }, () => generateKeyPairSync('ed25519')) as [
      KeyPairKeyObjectResult,
      KeyPairKeyObjectResult,
      KeyPairKeyObjectResult,
    ];
    const held = new HeldRecords([own.publicKey, next.publicKey]);
    const forged = policyOf(Number.MAX_SAFE_INTEGER);
    expect(give(held, forged)).toBe('not-signed');
    expect(give(held, signRecord(forged, other.privateKey))).toBe('not-signed');
    const first = signRecord(policyOf(1), own.privateKey);
    expect(give(held, { ...first, version: 2 })).toBe('not-signed');
    expect(give(held, { ...first, signature: 'x'.repeat(86) })).toBe('not-signed');
    expect(give(held, first)).toBeNull();
    expect(give(held, signRecord(policyOf(2), next.privateKey))).toBeNull();
    expect(held.policyVersion()).toBe(2);
  });

  it('keep a revoked key revoked when its record of before comes again, or a tombstone', () => {
    const held = new HeldRecords();
    const key = keyOf('a', 1);
    give(held, key);
    give(held, keyOf('a', 2, { revokedAt: '2026-11-28T11:00:00Z', revokedReason: 'lost' }));
    expect(give(held, key)).toBe('old-version');
    expect(give(held, keyOf('a', 2))).toBe('old-version');
    expect(held.take(bytes(recordKeyOf(key)), null)).toBe('tombstone');
    expect(held.keyById(key.id)?.revokedReason).toBe('lost');
  });

  it.each<[string, string, Buffer | null]>([
    ['not-json', 'policy', bytes('{"kind":')],
    ['not-a-record', 'policy', bytes('null')],
    ['not-a-record', 'key/a', bytes({ kind: 'lock', id: 'a', version: 1 })],
    ['not-a-record', 'policy', bytes({ ...policyOf(1), version: 0 })],
    ['other-key', 'key/bxxxxxxxxxxx', bytes(keyOf('a', 9))],
    ['other-key', 'policy', bytes(keyOf('a', 9))],
    ['tombstone', 'policy', null],
  ])('ignore what is no record of theirs: %s under %s (%#)', (reason, key, value) => {
    const held = new HeldRecords();
    expect(held.take(bytes(key), value)).toBe(reason);
    expect([...held.keys()]).toEqual([]);
    expect(held.policyVersion()).toBe(0);
  });

  it('ignore a record without a key', () => {
    expect(new HeldRecords().take(null, bytes(policyOf(1)))).toBe('other-key');
  });

  it('find the key that tokens stand for, and another one once it is revoked', () => {
    const held = new HeldRecords();
    const jwt = { issuer: 'https://id.example', subject: 'gacc' };
    const find = () => held.keyByJwt(jwt.issuer, jwt.subject)?.name;
    expect(find()).toBeUndefined();
    give(held, keyOf('a', 1, { jwt }));
    expect(find()).toBe('a');
    give(held, keyOf('a', 2, { jwt, revokedAt: '2026-11-28T11:00:00Z' }));
    expect(find()).toBe('a');
    give(held, keyOf('b', 1, { jwt }));
    expect(find()).toBe('b');
    give(held, keyOf('b', 2, { jwt: { ...jwt, subject: 'other' } }));
    expect(find()).toBe('a');
    expect(held.keyByJwt(jwt.issuer, 'other')?.name).toBe('b');
  });
});

it('a key is active until it is revoked or its end has come', () => {
  const end = '2026-11-28T12:00:00.000Z';
  const key = keyOf('a', 1, { expiresAt: end });
  expect(isActive(key, Date.parse(end) - 1)).toBe(true);
  expect(isActive(key, Date.parse(end))).toBe(false);
  expect(isActive(keyOf('a', 1), Date.parse(end))).toBe(true);
  expect(isActive({ ...keyOf('a', 1), revokedAt: end }, 0)).toBe(false);
});
