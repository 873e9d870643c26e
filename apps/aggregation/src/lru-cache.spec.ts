import fc from 'fast-check';
import { LruCache } from './lru-cache.ts';

describe('LruCache', () => {
  it('holds the newest values of the last used keys, and never more than its bound', () => {
    const steps = fc.array(fc.record({ key: fc.integer({ min: 0, max: 12 }), sets: fc.boolean() }));
    fc.assert(
      fc.property(steps, fc.integer({ min: 2, max: 10 }), (list, most) => {
        const recent = new LruCache<number>(most);
        const last = new Map<string, number>();
        list.forEach(({ key, sets }, at) => {
          const name = String(key);
          if (sets) {
            recent.set(name, at);
            last.set(name, at);
          } else {
            const value = recent.get(name);
            if (value !== undefined) expect(value).toBe(last.get(name));
          }
          expect(recent.size).toBeLessThanOrEqual(most);
        });
      }),
    );
  });

  it('tells whether a key was evicted', () => {
    const list = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 });
    fc.assert(
      fc.property(list, fc.nat(), fc.integer({ min: 2, max: 10 }), (keys, pick, most) => {
        const recent = new LruCache<number>(most);
        for (const key of keys) recent.set(String(key), key);
        const any = keys[pick % keys.length];
        if (recent.isWhole) expect(recent.get(String(any))).toBe(any);
        if (new Set(keys).size <= most >> 1) expect(recent.isWhole).toBe(true);
      }),
    );
  });

  it('keeps a key that is used again and again', () => {
    const recent = new LruCache<number>(4);
    recent.set('kept', 1);
    for (let i = 0; i < 100; i += 1) {
      recent.set(`passing ${String(i)}`, i);
      expect(recent.get('kept')).toBe(1);
    }
    expect(recent.get('passing 0')).toBeUndefined();
  });
});
