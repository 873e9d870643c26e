import fc from 'fast-check';
import { canonicalJson, contentDigest } from './digest.ts';

/** The same value with all members in reverse order. */
function reordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reordered);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [name, reordered(member)] as const);
  return Object.fromEntries(entries.reverse());
}

describe('canonical JSON', () => {
  it('sorts members by UTF-16 code units and writes numbers as RFC 8785 does', () => {
    const value: unknown = JSON.parse(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew","1":"One","\\ud83d\\ude00":"Smiley","\\u0080":"Control","\\u00f6":"o","numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001,-0]}',
    );
    expect(canonicalJson(value)).toBe(
      '{"\\r":"Carriage Return","1":"One","numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27,0],"\u0080":"Control","ö":"o","€":"Euro Sign","😀":"Smiley","\ufb33":"Hebrew"}',
    );
  });

  it('keeps members called __proto__', () => {
    expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":1}}'))).toBe('{"__proto__":{"a":1},"b":1}');
  });
});

describe('the digest of an event', () => {
  it('does not depend on the order of members', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (data) => {
        expect(contentDigest('t', reordered(data))).toEqual(contentDigest('t', data));
      }),
    );
  });

  it('differs with the data', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const same = canonicalJson(a) === canonicalJson(b);
        expect(contentDigest('t', a).equals(contentDigest('t', b))).toBe(same);
      }),
    );
    expect(contentDigest('t', { a: '1' })).not.toEqual(contentDigest('t', { a: '1.0' }));
    expect(contentDigest('t', [1, 2])).not.toEqual(contentDigest('t', [2, 1]));
  });

  it('differs with the type, and has 32 bytes', () => {
    expect(contentDigest('t', {})).not.toEqual(contentDigest('u', {}));
    expect(contentDigest('t', {})).toHaveLength(32);
  });
});
