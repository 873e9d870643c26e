import { oneAreaIn } from './one-area.ts';

describe('an address', () => {
  it.each([
    ['/v1/growth?area=CN-46', '/v1/growth?area=CN-HI'],
    ['/v1/growth?limit=5&counterpart=GB,CN-46,CN-81', '/v1/growth?limit=5&counterpart=GB,CN-HI,HK'],
    ['/v1/growth?area=CN-41%2CCN-HI', '/v1/growth?area=CN-HA,CN-HI'],
    ['/compare?area=CN-46&lang=zh', '/compare?area=CN-HI&lang=zh'],
    [
      '/v1/growth/HAINAN.CN-46.CBEC.LOCAL._T._T._T.CN-33.CNY/2020-01-01%2FP5M/explain?asOf=42',
      '/v1/growth/HAINAN.CN-HI.CBEC.LOCAL._T._T._T.CN-ZJ.CNY/2020-01-01%2FP5M/explain?asOf=42',
    ],
    [
      '/v1/transformations/A%40B.CN-46.CBEC.LOCAL._T._T._T._T.CNY?transform=index',
      '/v1/transformations/A@B.CN-HI.CBEC.LOCAL._T._T._T._T.CNY?transform=index',
    ],
  ])('%s answers as %s', (given, taken) => {
    expect(oneAreaIn(given)).toBe(taken);
    expect(oneAreaIn(taken)).toBe(taken);
  });

  it.each([
    '/v1/growth',
    '/v1/growth?area=CN-HI,CN-D46&q=CN-46&myarea=CN-46',
    '/v1/growth?period=2020&reporter=CN-46',
    '/v1/growth/A%40B.CN-HI.CBEC.LOCAL._T._T._T._T.CNY/2020',
    '/v1/growth/%E0%A4%A/2020?area=%E0',
    '/compare',
    '/',
  ])('%s stays as given', (given) => {
    expect(oneAreaIn(given)).toBe(given);
  });
});
