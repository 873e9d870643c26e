import { acceptedCoding, acceptedLanguage, acceptedType, CODINGS } from './accepted.ts';

describe('the coding of an answer', () => {
  it.each([
    ['gzip, deflate, br, zstd', 'br'],
    ['gzip', 'gzip'],
    ['GZIP;q=0.5, BR;q=0', 'gzip'],
    ['br;q=0.001', 'br'],
    ['br;q=none', 'identity'],
    ['*', 'br'],
    ['br;q=0, *', 'gzip'],
    ['identity', 'identity'],
    ['', 'identity'],
    [undefined, 'identity'],
    ['identity;q=0', null],
    ['*;q=0', null],
    ['identity;q=0, gzip', 'gzip'],
    ['identity;q=0, deflate', null],
    ['*;q=0, identity', 'identity'],
  ])('accepted by %s is %s', (header, coding) => {
    expect(acceptedCoding(header, CODINGS)).toBe(coding);
  });

  it('is an available coding', () => {
    expect(acceptedCoding('br, gzip', ['gzip'])).toBe('gzip');
    expect(acceptedCoding('br, gzip', [])).toBe('identity');
    expect(acceptedCoding('br, identity;q=0', ['gzip'])).toBeNull();
  });
});

const OFFERED = ['application/json', 'text/csv', 'application/x-ndjson'] as const;

describe('the type of an answer', () => {
  it.each([
    [undefined, 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['text/*', 'text/csv'],
    ['Text/CSV; charset=utf-8', 'text/csv'],
    ['text/csv;q=0.5, application/json', 'application/json'],
    ['text/csv, application/json;q=0.5', 'text/csv'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8', 'application/json'],
    ['application/x-ndjson, */*;q=0.1', 'application/x-ndjson'],
    ['application/xml', undefined],
    ['application/json;q=0, */*', 'text/csv'],
  ])('accepted by %s is %s', (accept, type) => {
    expect(acceptedType({ ...(accept !== undefined && { accept }) }, OFFERED)).toBe(type);
  });
});

describe('the language of an answer', () => {
  it.each([
    [undefined, 'en'],
    ['zh', 'zh'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['fr, zh-Hant;q=0.3', 'zh'],
    ['fr', 'en'],
    ['*', 'en'],
    ['en-GB, zh;q=0.9', 'en'],
  ])('accepted by %s is %s', (header, language) => {
    expect(
      acceptedLanguage({ ...(header !== undefined && { 'accept-language': header }) }, ['en', 'zh']),
    ).toBe(language);
  });
});

it.each(['a,', ';q=', '*/', '-', '"', ' ', 'a/b;c="'])(
  'ten thousand repeats of %j in a header are read within 500 ms',
  (text) => {
    const header = text.repeat(10_000);
    const began = performance.now();
    acceptedCoding(header, CODINGS);
    acceptedType({ accept: header }, OFFERED);
    acceptedLanguage({ 'accept-language': header }, ['en', 'zh']);
    expect(performance.now() - began).toBeLessThan(500);
  },
);
