import { entityTag, noneMatches } from './entity-tag.ts';

describe('an entity tag', () => {
  it('is the same for the same bytes only', () => {
    expect(entityTag('a')).toBe(entityTag(Buffer.from('a')));
    expect(entityTag('a')).not.toBe(entityTag('b'));
    expect(entityTag('a', 'gzip')).not.toBe(entityTag('a'));
    expect(entityTag('')).toMatch(/^"[\w-]{27}"$/);
  });

  it.each([
    ['*', false],
    ['"a"', false],
    ['W/"a"', false],
    ['"b", W/"a" ,"c"', false],
    ['"b"', true],
    ['a', true],
    ['', true],
    ['"a', true],
  ])('against If-None-Match: %s', (ifNoneMatch, sendsBody) => {
    expect(noneMatches(ifNoneMatch, '"a"')).toBe(sendsBody);
  });
});
