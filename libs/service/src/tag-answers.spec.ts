import { entityTag, isKnown } from './tag-answers.ts';

describe('an entity tag', () => {
  it('is the same for the same bytes only', () => {
    expect(entityTag('a')).toBe(entityTag(Buffer.from('a')));
    expect(entityTag('a')).not.toBe(entityTag('b'));
    expect(entityTag('a', 'gzip')).not.toBe(entityTag('a'));
    expect(entityTag('')).toMatch(/^"[\w-]{27}"$/);
  });

  it.each([
    ['*', true],
    ['"a"', true],
    ['W/"a"', true],
    ['"b", W/"a" ,"c"', true],
    ['"b"', false],
    ['a', false],
    ['', false],
    ['"a', false],
  ])('against If-None-Match: %s', (tags, known) => {
    expect(isKnown({ 'if-none-match': tags }, { tag: '"a"', lastModified: undefined })).toBe(known);
  });
});

describe('a time of the last change', () => {
  const lastModified = 'Sun, 06 Nov 1994 08:49:37 GMT';

  it.each([
    [lastModified, true],
    ['Sun, 06 Nov 1994 08:49:38 GMT', true],
    ['Sun, 06 Nov 1994 08:49:36 GMT', false],
    ['yesterday', false],
    ['', false],
  ])('against If-Modified-Since: %s', (since, known) => {
    expect(isKnown({ 'if-modified-since': since }, { tag: '"a"', lastModified })).toBe(known);
  });

  it('gives way to a tag, and without one nothing is known', () => {
    const both = { 'if-none-match': '"b"', 'if-modified-since': lastModified };
    expect(isKnown(both, { tag: '"a"', lastModified })).toBe(false);
    expect(isKnown({ 'if-modified-since': lastModified }, { tag: '"a"', lastModified: undefined })).toBe(
      false,
    );
    expect(isKnown({}, { tag: '"a"', lastModified })).toBe(false);
  });
});
