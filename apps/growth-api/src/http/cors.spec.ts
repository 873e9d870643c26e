import { asOrigins } from './cors.ts';

describe('origins whose pages may read', () => {
  it.each([
    ['*', ['*']],
    ['none', ['none']],
    ['https://a.example, http://localhost:5173', ['https://a.example', 'http://localhost:5173']],
  ])('%s is taken', (text, origins) => {
    expect(asOrigins(text)).toEqual(origins);
  });

  it.each([
    ['https://a.example/', 'https://a.example/ is no origin, which is written https://a.example'],
    ['https://a.example:443', 'which is written https://a.example'],
    ['https://A.example', 'which is written https://a.example'],
    ['a.example', 'a.example is no origin such as https://example.org'],
    ['null', 'null is no origin'],
    ['https://*.example', 'https://*.example is no origin'],
    ['https://a.example, *', '* stands alone'],
    ['none, https://a.example', 'none stands alone'],
  ])('%s is refused: %s', (text, why) => {
    expect(() => asOrigins(text)).toThrow(why);
  });
});
