import { shownUrl } from './http.ts';

describe('an address in a log', () => {
  it('has no credential that stands in the query', () => {
    expect(shownUrl('/v1/growth?area=CN&token=sgk_secret&limit=1')).toBe(
      '/v1/growth?area=CN&token=...&limit=1',
    );
    expect(shownUrl('/v1/events?access_token=a.b.c')).toBe('/v1/events?access_token=...');
    expect(shownUrl('/v1/events?API_KEY=x')).toBe('/v1/events?API_KEY=...');
  });

  it('is as it was otherwise', () => {
    for (const url of ['/v1/growth?area=CN', '/v1/token=1', '/v1/growth?tokens=1'])
      expect(shownUrl(url)).toBe(url);
  });
});
