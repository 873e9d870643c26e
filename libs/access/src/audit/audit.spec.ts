import { canonicalJson, type AuditEntry } from '@silkgauge/contract';
import fc from 'fast-check';
import { AuditCheck } from './audit-check.ts';
import { AuditChain, entryHash, type AuditContent } from './chain.ts';

const content = (number: number): AuditContent => ({
  actor: { key: '8Jd02kQmX1pA', address: '127.0.0.1' },
  action: 'key.patched',
  target: `key/${String(number)}`,
  outcome: 'done',
  before: { name: 'gacc', limits: null },
  after: { name: 'gacc-monthly', limits: { data: { q: number, w: 10 } } },
});

/** Entries of several chains, as they come to one topic: each number of `turns` says whose turn it is. */
const written = (turns: readonly number[]): AuditEntry[] => {
  const chains = [new AuditChain(), new AuditChain(), new AuditChain()];
  return turns.map((turn, index) => {
    const chain = chains[turn] ?? new AuditChain();
    const entry = chain.next(content(index), 1_600_000_000_000 + index);
    chain.advance(entry);
    return JSON.parse(JSON.stringify(entry)) as AuditEntry;
  });
};

const checked = (entries: readonly unknown[]) => {
  const check = new AuditCheck();
  for (const entry of entries) check.add(entry);
  return check.report();
};

const turns = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 1, maxLength: 30 });
/** A history with one of its places. */
const withPlace = turns.chain((list) => fc.tuple(fc.constant(list), fc.nat(list.length - 1)));
const laterOf = (entries: readonly AuditEntry[], at: number): number =>
  entries.findIndex(({ chain }, index) => index > at && chain === entries[at]?.chain);

describe('a chain of entries', () => {
  it('links each entry to the one before by the hash of its canonical JSON', () => {
    const chain = new AuditChain();
    const first = chain.next(content(1), 0);
    expect(first).toMatchObject({ n: 1, prev: null, at: '1970-01-01T00:00:00.000Z' });
    expect(chain.next(content(1), 0)).toEqual(first);
    chain.advance(first);
    const second = chain.next(content(2), 0);
    expect(second).toMatchObject({ chain: first.chain, n: 2, prev: first.hash });
    const { hash, ...rest } = second;
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    expect(entryHash({ ...(JSON.parse(canonicalJson(rest)) as typeof rest), hash: '' })).toBe(hash);
  });

  it('is followed by another chain once an entry may not have been written', () => {
    const chain = new AuditChain();
    const first = chain.next(content(1), 0);
    chain.advance(first);
    chain.restart();
    const next = chain.next(content(2), 0);
    expect(next).toMatchObject({ n: 1, prev: null });
    expect(next.chain).not.toBe(first.chain);
    expect(checked([first, next]).fault).toBeNull();
  });
});

describe('the check of an audit', () => {
  it('finds nothing in what was written, however chains mix', () => {
    fc.assert(
      fc.property(turns, (list) => {
        const chains = new Set(list).size;
        expect(checked(written(list))).toEqual({ entries: list.length, chains, fault: null });
      }),
    );
  });

  it('takes an entry that stands there again before the next of its chain, as its answer was lost', () => {
    fc.assert(
      fc.property(withPlace, ([list, at]) => {
        const entries = written(list);
        const next = laterOf(entries, at);
        for (const place of new Set([at + 1, next === -1 ? entries.length : next]))
          expect(checked(entries.toSpliced(place, 0, entries[at] as AuditEntry)).fault).toBeNull();
      }),
    );
  });

  it('names the entry that was changed', () => {
    const change = fc.constantFrom<Partial<AuditEntry>>(
      { reason: 'because' },
      { outcome: 'refused' },
      { at: '2020-01-01T00:00:00.000Z' },
      { actor: { cli: 'root' } },
      { prev: 'a'.repeat(64) },
      { hash: 'b'.repeat(64) },
    );
    fc.assert(
      fc.property(withPlace, change, ([list, at], changed) => {
        const entries = written(list);
        const { chain, n } = entries[at] as AuditEntry;
        const found = checked(entries.with(at, { ...(entries[at] as AuditEntry), ...changed })).fault;
        expect(found).toEqual({ kind: 'changed', place: at + 1, chain, n });
      }),
    );
  });

  it('names the entry that was changed and hashed anew, by the one behind', () => {
    fc.assert(
      fc.property(withPlace, ([list, at]) => {
        const entries = written(list);
        const next = laterOf(entries, at);
        fc.pre(next > at);
        const forged = { ...(entries[at] as AuditEntry), target: 'key/other' };
        const { chain, n } = forged;
        const found = checked(entries.with(at, { ...forged, hash: entryHash(forged) })).fault;
        expect(found).toEqual({ kind: 'changed', place: next + 1, chain, n });
      }),
    );
  });

  it('names the entry that is missing', () => {
    fc.assert(
      fc.property(withPlace, ([list, at]) => {
        const entries = written(list);
        const next = laterOf(entries, at);
        fc.pre(next > at);
        const { chain, n } = entries[at] as AuditEntry;
        // The place of the next one is less by the one that is missing.
        expect(checked(entries.toSpliced(at, 1)).fault).toEqual({ kind: 'missing', place: next, chain, n });
      }),
    );
  });

  it('names the first entry that stands in the place of another', () => {
    fc.assert(
      fc.property(withPlace, ([list, at]) => {
        const entries = written(list);
        const next = laterOf(entries, at);
        fc.pre(next > at);
        const [one, other] = [entries[at] as AuditEntry, entries[next] as AuditEntry];
        const found = checked(entries.with(at, other).with(next, one)).fault;
        expect(found).toEqual({ kind: 'moved', place: at + 1, chain: other.chain, n: other.n });
      }),
    );
  });

  it('names an entry that stands there again behind the next, and what is no entry', () => {
    const entries = written([0, 0, 1]);
    const [first] = entries as [AuditEntry];
    expect(checked([...entries, first]).fault).toEqual({ kind: 'moved', place: 4, chain: first.chain, n: 1 });
    expect(checked([first, { chain: 'x' }]).fault).toEqual({
      kind: 'not-an-entry',
      place: 2,
      chain: null,
      n: null,
    });
  });

  it('tells the earliest of several faults', () => {
    const entries = written([0, 1, 0, 1, 0, 1]);
    const broken = entries.with(5, { ...(entries[5] as AuditEntry), reason: 'changed' }).toSpliced(2, 1);
    expect(checked(broken).fault).toMatchObject({ kind: 'missing', n: 2, chain: entries[0]?.chain });
  });
});
