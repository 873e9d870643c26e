import fc from 'fast-check';
import {
  HeldRecords,
  isActive,
  keyHash,
  keyIdOf,
  recordKeyOf,
  type AccessRecord,
  type KeySettings,
} from '@silkgauge/access';
import type { ProblemError } from '@silkgauge/service';
import { makeKey, patchKey, revokeKey, rotateKey, type KeyAnswer } from './decide-keys.ts';
import type { Change } from '../changes/change.ts';
import { keyView } from './key-view.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const SECOND = 1_000;

const settings = (name: string, more: Partial<KeySettings> = {}): KeySettings => ({
  ...{ name, scopes: ['read'], write: null, limits: null, addresses: null, expiresAt: null, jwt: null },
  ...more,
});

const apply = (held: HeldRecords, change: Change<KeyAnswer>): KeyAnswer => {
  if (change.record) {
    const ignored = held.take(
      Buffer.from(recordKeyOf(change.record)),
      Buffer.from(JSON.stringify(change.record)),
    );
    expect(ignored).toBeNull();
  }
  return change.answer;
};
const made = (held: HeldRecords, name: string, more: Partial<KeySettings> = {}, now = NOW) =>
  apply(held, makeKey(held, settings(name, more), 'cli', now)).key;

/** Status and name of the problem that a decision throws. */
const refused = (decide: () => unknown): string => {
  try {
    decide();
  } catch (error) {
    const { status, type } = (error as ProblemError).problem;
    return `${String(status)} ${type.split(':').at(-1) ?? ''}`;
  }
  return 'none';
};

describe('a key', () => {
  it('is made with its text, of which the record and the audit have the hash at most', () => {
    const held = new HeldRecords();
    const change = makeKey(held, settings('gacc'), 'cli', NOW);
    const { key, token } = change.answer;
    expect(keyIdOf(String(token))).toBe(key.id);
    expect(key.secrets).toEqual([
      { hash: keyHash(String(token)), from: '2026-11-28T12:00:00.000Z', until: null },
    ]);
    expect(change.after).toMatchObject({ name: 'gacc', secrets: [{ until: null }] });
    const secret = String(token).slice(17);
    for (const kept of [change.record, change.after, keyView(key, NOW, null)])
      expect(JSON.stringify(kept)).not.toContain(secret);
    expect(JSON.stringify(change.after)).not.toContain(keyHash(String(token)));
    expect(JSON.stringify(keyView(key, NOW, null))).not.toContain(keyHash(String(token)));
  });

  it('has no text where an issuer makes its tokens, and has the principal to itself', () => {
    const held = new HeldRecords();
    const jwt = { issuer: 'https://id.example', subject: 'robot' };
    const key = made(held, 'one', { jwt });
    expect(key.secrets).toEqual([]);
    expect(refused(() => makeKey(held, settings('two', { jwt }), 'cli', NOW))).toBe('409 principal-taken');
    expect(refused(() => rotateKey(held, key.id, 0, NOW))).toBe('409 not-active');
  });

  it('has its name to itself while it is active', () => {
    const held = new HeldRecords();
    const first = made(held, 'gacc', { expiresAt: '2026-11-28T12:01:00.000Z' });
    expect(refused(() => makeKey(held, settings('gacc'), 'cli', NOW))).toBe('409 name-taken');
    expect(refused(() => makeKey(held, settings('gacc'), 'cli', NOW + 60 * SECOND))).toBe('none');
    apply(held, revokeKey(held, first.id, 'lost', NOW));
    const second = made(held, 'gacc');
    const other = made(held, 'other');
    const patch = { patch: { name: 'gacc' }, ifMatch: '*' };
    expect(refused(() => patchKey(held, other.id, patch, NOW))).toBe('409 name-taken');
    expect(refused(() => patchKey(held, second.id, patch, NOW))).toBe('none');
  });
});

describe('a patch', () => {
  const patched = (patch: unknown, more: Partial<KeySettings> = {}, tag: string | null = '"1"') => {
    const held = new HeldRecords();
    const { id } = made(held, 'gacc', more);
    return patchKey(held, id, { patch, ifMatch: tag ?? undefined }, NOW).answer.key;
  };

  it('changes what it names, and nothing else', () => {
    const limits = { data: { q: 5, w: 10 }, push: { q: 1, w: 1 } };
    const before = { limits, addresses: ['10.0.0.0/8'], expiresAt: '2027-01-01T00:00:00.000Z' };
    expect(patched({}, before)).toMatchObject({ ...before, version: 2, name: 'gacc' });
    const after = patched(
      { limits: { data: null, stream: { q: 2 } }, addresses: null, expiresAt: null },
      before,
    );
    expect(after).toMatchObject({
      limits: { push: { q: 1, w: 1 }, stream: { q: 2 } },
      addresses: null,
      expiresAt: null,
    });
    expect(after.limits).not.toHaveProperty('data');
  });

  it('takes an own limit away by null, so that of the policy holds, and lifts it by "none"', () => {
    const before = { limits: { data: { q: 5, w: 10 }, push: { q: 1, w: 1 }, manage: null } };
    const { limits } = patched({ limits: { data: 'none', push: null, stream: 'none' } }, before);
    expect(limits).toEqual({ data: null, stream: null, manage: null });
    expect(patched({ limits: { data: 'none' } }).limits).toEqual({ data: null });
    expect(patched({ limits: { manage: { q: 2 } } }, before).limits).toMatchObject({
      manage: { q: 2, w: 60 },
    });
    expect(patched({ limits: null }, before).limits).toBeNull();
    expect(refused(() => patched({ limits: { data: 'nothing' } }))).toBe('422 invalid-document');
  });

  it('needs the tag of the version that it changes', () => {
    expect(refused(() => patched({}, {}, null))).toBe('428 precondition-required');
    for (const tag of ['"2"', 'W/"1"', '1', ''])
      expect(refused(() => patched({}, {}, tag))).toBe('412 precondition-failed');
    for (const tag of ['"1"', '*', '"7", "1"']) expect(refused(() => patched({}, {}, tag))).toBe('none');
  });

  it('is refused with all faults of the key that it would make', () => {
    for (const patch of [
      [],
      'x',
      null,
      { jwt: null },
      { name: null },
      { scopes: ['push'] },
      { colour: 'blue' },
    ])
      expect(refused(() => patched(patch))).toBe('422 invalid-document');
  });

  it('does not change a revoked key, and prolongs an expired one', () => {
    const held = new HeldRecords();
    const { id } = made(held, 'gacc', { expiresAt: '2026-11-28T12:00:30.000Z' });
    const later = NOW + 60 * SECOND;
    const patch = (body: unknown) => patchKey(held, id, { patch: body, ifMatch: '*' }, later);
    expect(refused(() => patch({}))).toBe('422 invalid-document');
    apply(held, patch({ expiresAt: '2026-11-28T13:00:00Z' }));
    expect(isActive(held.keyById(id) as never, later)).toBe(true);
    apply(held, revokeKey(held, id, 'lost', later));
    expect(refused(() => patch({}))).toBe('409 not-active');
    expect(refused(() => rotateKey(held, id, 0, later))).toBe('409 not-active');
  });
});

describe('a rotation', () => {
  it('leaves the secret before for the overlap, and ends the one before that', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ wait: fc.nat(100), overlap: fc.nat(50) }), { minLength: 1, maxLength: 8 }),
        (turns) => {
          const held = new HeldRecords();
          const { id } = made(held, 'gacc');
          const ends: number[] = [Infinity];
          let now = NOW;
          for (const { wait, overlap } of turns) {
            now += wait * SECOND;
            apply(held, rotateKey(held, id, overlap, now));
            const last = ends.length - 1;
            ends[last] = now + overlap * SECOND;
            if (last > 0) ends[last - 1] = Math.min(ends[last - 1] ?? 0, now);
            ends.push(Infinity);
          }
          const secrets = held.keyById(id)?.secrets ?? [];
          expect(secrets.length).toBeLessThanOrEqual(2);
          const standing = secrets.filter(({ until }) => until === null || Date.parse(until) > now);
          expect(standing).toHaveLength(ends.filter((end) => end > now).length);
          expect(keyView(held.keyById(id) as never, now, null).secrets).toHaveLength(standing.length);
        },
      ),
    );
  });
});

describe('a revocation', () => {
  it('is for ever, and the same a second time', () => {
    const held = new HeldRecords();
    const { id } = made(held, 'gacc');
    const once = apply(held, revokeKey(held, id, 'lost', NOW));
    const again = revokeKey(held, id, 'found', NOW + SECOND);
    expect(again.record).toBeNull();
    expect(again.answer).toEqual(once);
    expect(once.key).toMatchObject({ revokedReason: 'lost', secrets: [], version: 2 });
    expect(refused(() => revokeKey(held, 'nobodyhasit1', 'x', NOW))).toBe('404 not-found');
  });
});

it('an active key may always operate once one could, whatever is revoked and patched', () => {
  const step = fc.record({ key: fc.nat(3), how: fc.constantFrom('revoke', 'scopes', 'expire', 'make') });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const held = new HeldRecords();
      const operate: Partial<KeySettings> = { scopes: ['operate', 'read'] };
      const ids = [0, 1, 2, 3].map((n) => made(held, `key-${String(n)}`, operate).id);
      for (const { key, how } of steps) {
        const id = ids[key] ?? '';
        const patch = (body: unknown) => patchKey(held, id, { patch: body, ifMatch: '*' }, NOW);
        const change = (): Change<KeyAnswer> => {
          if (how === 'revoke') return revokeKey(held, id, 'x', NOW);
          if (how === 'scopes') return patch({ scopes: ['read'] });
          if (how === 'make') return makeKey(held, settings(`more-${String(Math.random())}`), 'cli', NOW);
          return patch({ name: `named-${String(Math.random())}` });
        };
        const outcome = refused(() => {
          apply(held, change());
        });
        expect(['none', '409 last-operator', '409 not-active']).toContain(outcome);
        const operators = [...held.keys()].filter(
          (one) => one.scopes.includes('operate') && isActive(one, NOW),
        );
        expect(operators.length).toBeGreaterThan(0);
      }
    }),
  );
});

it('records of changes are ones that every process takes', () => {
  const held = new HeldRecords();
  const { id } = made(held, 'gacc', {
    scopes: ['push'],
    write: { types: ['*'], sources: ['*'], series: [{}], names: [] },
  });
  apply(held, rotateKey(held, id, 10, NOW));
  apply(held, patchKey(held, id, { patch: { limits: { push: { q: 3 } } }, ifMatch: '"2"' }, NOW));
  apply(held, revokeKey(held, id, 'lost', NOW));
  expect((held.keyById(id) as AccessRecord).version).toBe(4);
});
