import fc from 'fast-check';
import { IDENTITY_BYTES, identityHash, IdentitySet, IdentityWindow } from './identity-window.ts';

const identity = (id: string): Buffer => identityHash({ source: '/platforms/x', id });
const segment = (firstOffset: bigint, ids: readonly string[]) => ({
  firstOffset,
  knownUntil: new Date(0),
  identities: Buffer.concat(ids.map(identity)),
});

describe('IdentitySet', () => {
  it('holds what a set holds, whatever is added and deleted', () => {
    // Few distinct values, so that chains, collisions and deletions in the middle of a chain are frequent.
    const bytes = fc.nat(63).map((n) => {
      const buffer = Buffer.alloc(IDENTITY_BYTES);
      buffer.writeUInt32LE(n >> 3, 0);
      buffer.writeUInt32LE(n & 7, 4);
      return buffer;
    });
    const operation = fc.record({ add: fc.boolean(), bytes });
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 200 }), (operations) => {
        const set = new IdentitySet();
        const model = new Set<string>();
        for (const { add, bytes: value } of operations) {
          // The first word of an entry is never zero: 0 and 1 are one value.
          const copy = Buffer.from(value);
          if (copy.readUInt32LE(0) === 0) copy.writeUInt32LE(1, 0);
          const name = copy.toString('hex');
          if (add) {
            expect(set.add(value)).toBe(!model.has(name));
            model.add(name);
          } else {
            set.delete(value);
            model.delete(name);
          }
          expect(set.has(value)).toBe(model.has(name));
          expect(set.size).toBe(model.size);
        }
        for (const { bytes: value } of operations) {
          const copy = Buffer.from(value);
          if (copy.readUInt32LE(0) === 0) copy.writeUInt32LE(1, 0);
          expect(set.has(value)).toBe(model.has(copy.toString('hex')));
        }
      }),
    );
  });

  it('keeps a hundred thousand identities apart while it grows', () => {
    const set = new IdentitySet();
    for (let i = 0; i < 100_000; i += 1) expect(set.add(identity(String(i)))).toBe(true);
    for (let i = 0; i < 100_000; i += 1) expect(set.has(identity(String(i)))).toBe(true);
    for (let i = 100_000; i < 110_000; i += 1) expect(set.has(identity(String(i)))).toBe(false);
    expect(set.size).toBe(100_000);
  });
});

describe('identityHash', () => {
  it('does not confuse where the source ends and the id begins', () => {
    expect(identityHash({ source: 'a', id: 'bc' })).not.toEqual(identityHash({ source: 'ab', id: 'c' }));
  });
});

describe('IdentityWindow', () => {
  it('remembers at least the limit and forgets whole segments beyond it', () => {
    const window = new IdentityWindow([segment(0n, ['a', 'b']), segment(10n, ['c', 'd'])], 4);
    // With one more the newest four are b, c, d and the new one: nothing may go yet.
    expect(window.keepFrom(1)).toBe(0n);
    // With four more those alone fill the limit.
    expect(window.keepFrom(4)).toBe(11n);
    expect(window.reachesBefore(11n)).toBe(true);
    window.apply({
      segment: segment(20n, ['e', 'f', 'g', 'h']),
      forgotten: [Buffer.concat(['a', 'b', 'c', 'd'].map(identity))],
      keepFrom: 11n,
    });
    expect(['a', 'b', 'c', 'd'].some((id) => window.has(identity(id)))).toBe(false);
    expect(['e', 'f', 'g'].every((id) => window.has(identity(id)))).toBe(true);
    expect(window.size).toBe(4);
    expect(window.reachesBefore(20n)).toBe(false);
  });
});
