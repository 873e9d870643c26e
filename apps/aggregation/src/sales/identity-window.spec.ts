import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { IDENTITY_BYTES, identityHash, IdentitySet } from './identity-set.ts';
import { ADDED_AT_ONCE, IdentityWindow } from './identity-window.ts';
import { StoredIdentities } from './stored-identities.ts';

const identity = (id: string): string => identityHash({ source: '/platforms/x', id });
const segment = (firstOffset: bigint, ids: readonly string[]) => ({
  firstOffset,
  knownUntil: new Date(0),
  identities: Buffer.from(ids.map(identity).join(''), 'latin1'),
});

describe('IdentitySet', () => {
  it('holds what a set holds, also with a first word of zero and with long chains', () => {
    // Few distinct values, so that collisions and chains are frequent.
    const text = fc.nat(63).map((n) => {
      const buffer = Buffer.alloc(IDENTITY_BYTES);
      buffer.writeUInt32LE(n & 1 ? 7 : 0, 0);
      buffer.writeUInt32LE(n & 7, 4);
      buffer.writeUInt32LE(n >> 3, 8);
      return buffer.toString('latin1');
    });
    fc.assert(
      fc.property(fc.array(text, { maxLength: 200 }), (values) => {
        const set = new IdentitySet();
        const model = new Set<string>();
        for (const value of values) {
          expect(set.has(value)).toBe(model.has(value));
          expect(set.add(value)).toBe(!model.has(value));
          model.add(value);
          expect(set.size).toBe(model.size);
        }
        for (const value of values) expect(set.has(value)).toBe(true);
      }),
    );
  });

  it('keeps a hundred thousand identities apart while it grows', () => {
    const set = new IdentitySet();
    let wrong = 0;
    for (let i = 0; i < 100_000; i += 1) if (!set.add(identity(String(i)))) wrong += 1;
    for (let i = 0; i < 100_000; i += 1) if (!set.has(identity(String(i)))) wrong += 1;
    for (let i = 100_000; i < 110_000; i += 1) if (set.has(identity(String(i)))) wrong += 1;
    expect(wrong).toBe(0);
    expect(set.size).toBe(100_000);
  });

  it('frees outgrown tables at once', () => {
    const set = new IdentitySet();
    const tables = new Set<Uint32Array>();
    for (let i = 0; i < 100_000; i += 1) {
      set.add(identity(String(i)));
      tables.add(set.table);
    }
    const left = [...tables].filter(({ length }) => length >= 64 * 1024);
    expect(left).toEqual([set.table]);
    set.free();
    expect(set.table).toHaveLength(0);
  });
});

describe('StoredIdentities', () => {
  it('holds the identities of its set, and looks for less than one in a hundred others in the file', () => {
    for (const count of [1, 700, 60_000]) {
      const set = new IdentitySet();
      for (let i = 0; i < count; i += 1) set.add(identity(String(i)));
      const stored = new StoredIdentities(set);
      let wrong = 0;
      for (let i = 0; i < count; i += 1) if (!stored.has(identity(String(i)))) wrong += 1;
      for (let i = count; i < count + 20_000; i += 1) if (stored.has(identity(String(i)))) wrong += 1;
      expect(wrong).toBe(0);
      expect(stored.size).toBe(count);
      stored.close();
      // The file is closed, so every look into it fails.
      let looked = 0;
      for (let i = count; i < count + 20_000; i += 1) {
        try {
          expect(stored.has(identity(String(i)))).toBe(false);
        } catch {
          looked += 1;
        }
      }
      expect(looked).toBeLessThan(200);
      expect(() => stored.has(identity('0'))).toThrow('EBADF');
    }
  });

  it('finds an identity in a chain that runs around the end of its region', () => {
    const set = new IdentitySet();
    const texts = Array.from({ length: 90 }, (_, n) => {
      const buffer = Buffer.alloc(IDENTITY_BYTES);
      buffer.writeUInt32LE(n + 1, 1);
      buffer.writeUInt32LE(0xffff_fffe, 5);
      return buffer.toString('latin1');
    });
    const [absent = '', ...there] = texts;
    for (const text of there) set.add(text);
    const stored = new StoredIdentities(set);
    expect(there.every((text) => stored.has(text))).toBe(true);
    expect(stored.has(absent)).toBe(false);
    stored.close();
  });
});

describe('identityHash', () => {
  it('separates source and id', () => {
    expect(identityHash({ source: 'a', id: 'bc' })).not.toEqual(identityHash({ source: 'ab', id: 'c' }));
  });

  it('is sixteen bytes for any text', () => {
    expect(identityHash({ source: '/商', id: '1' })).toHaveLength(IDENTITY_BYTES);
    expect(Buffer.from(identityHash({ source: '/商', id: '1' }), 'latin1')).toHaveLength(IDENTITY_BYTES);
  });
});

/** Pages of segments. */
async function* pagesOf(...pages: readonly ReturnType<typeof segment>[][]) {
  for (const page of pages) yield await Promise.resolve(page);
}

describe('IdentityWindow', () => {
  const ids = (from: number, count: number) =>
    Array.from({ length: count }, (_, i) => `s${String(from + i)}`);

  it('remembers at least the newest identities, for any segments, and forgets old ones', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.integer({ min: 5, max: 20 }),
        async (sizes, limit, generation) => {
          const window = new IdentityWindow(0n, limit, generation);
          const table: { firstOffset: bigint; count: number; from: number }[] = [];
          let seen = 0;
          sizes.forEach((size, at) => {
            const firstOffset = BigInt(10 * at);
            const keepFrom = window.keepFrom(size, firstOffset);
            const added = size > 0 ? segment(firstOffset, ids(seen, size)) : null;
            window.apply({ segment: added, keepFrom, next: firstOffset + 10n });
            while (table[0] && table[0].firstOffset < keepFrom) table.shift();
            if (added) table.push({ firstOffset, count: size, from: seen });
            seen += size;
          });
          // The window holds what the table holds, at least the limit.
          const kept = table.reduce((sum, s) => sum + s.count, 0);
          expect(window.size).toBe(kept);
          expect(kept).toBeGreaterThanOrEqual(Math.min(limit, seen));
          for (let i = seen - kept; i < seen; i += 1)
            expect(window.has(identity(`s${String(i)}`))).toBe(true);
          for (let i = 0; i < seen - kept; i += 1) expect(window.has(identity(`s${String(i)}`))).toBe(false);
          const again = new IdentityWindow(0n, limit, generation);
          await again.load(pagesOf(table.map((s) => segment(s.firstOffset, ids(s.from, s.count)))));
          expect(again.size).toBe(window.size);
        },
      ),
    );
  });

  it('remembers identities in files for as long as it must', () => {
    const window = new IdentityWindow(0n, 150_000, 60_000);
    const piece = 30_000;
    for (let i = 0; i < 8; i += 1) {
      const offset = BigInt(i * piece);
      const keepFrom = window.keepFrom(piece, offset);
      window.apply({ segment: segment(offset, ids(i * piece, piece)), keepFrom, next: offset + 1n });
      for (const id of [0, 1, piece - 1])
        expect(window.has(identity(`s${String(i * piece + id)}`))).toBe(true);
    }
    const last = 8 * piece;
    for (let id = last - 150_000; id < last; id += 37)
      expect(window.has(identity(`s${String(id)}`))).toBe(true);
    expect(window.has(identity('0'))).toBe(false);
    for (let id = last; id < last + 5_000; id += 1)
      expect(window.has(identity(`s${String(id)}`))).toBe(false);
    window.close();
    expect(window.size).toBe(0);
  });

  it('keeps identities in memory where no file can be written', async () => {
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = '/nowhere';
    try {
      const window = new IdentityWindow(0n, 200_000, 50_000);
      await window.load(
        pagesOf([segment(0n, ids(0, 50_000)), segment(50_000n, ids(50_000, 50_000))], [], []),
      );
      window.apply({ segment: segment(100_000n, ids(100_000, 10)), keepFrom: 0n, next: 100_010n });
      for (let id = 0; id < 100_010; id += 9) expect(window.has(identity(`s${String(id)}`))).toBe(true);
      expect(window.size).toBe(100_010);
      window.close();
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
  });

  it('gives other work its turn while it is loaded, within a segment and between small ones', async () => {
    const sizes = [100_000, ...Array.from({ length: 1_000 }, () => 100)];
    const total = sizes.reduce((sum, size) => sum + size, 0);
    let from = 0;
    const segments = sizes.map((size, at) => {
      from += size;
      return segment(BigInt(at), ids(from - size, size));
    });
    const window = new IdentityWindow(0n, 500_000);
    let isLoading = true;
    let most = 0;
    const loading = window.load(pagesOf(segments.slice(0, 500), segments.slice(500))).finally(() => {
      isLoading = false;
    });
    for (let before = 0; isLoading;) {
      await turn();
      most = Math.max(most, window.size - before);
      before = window.size;
    }
    await loading;
    expect(window.size).toBe(total);
    expect(most).toBeLessThanOrEqual(ADDED_AT_ONCE);
  });

  it('does not grow without bound', () => {
    const window = new IdentityWindow(0n, 100, 20);
    for (let at = 0; at < 200; at += 1) {
      const keepFrom = window.keepFrom(7, BigInt(at));
      window.apply({ segment: segment(BigInt(at), ids(7 * at, 7)), keepFrom, next: BigInt(at + 1) });
      expect(window.size).toBeLessThanOrEqual(100 + 20 + 7);
    }
  });
});
