import { publicationFineness, publishedUntil } from './publication.ts';

describe('publication times', () => {
  it.each([
    ['2020-07-16', '2020-07-16T23:59:59.999Z'],
    ['2020-02', '2020-02-29T23:59:59.999Z'],
    ['2021', '2021-12-31T23:59:59.999Z'],
    ['2020-07-16T10:00:00+08:00', '2020-07-16T02:00:00.000Z'],
    ['2020-07-16T22:30:00.5-05:00', '2020-07-17T03:30:00.500Z'],
    ['2020-07-16T02:00:00.123456Z', '2020-07-16T02:00:00.123Z'],
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59.999Z'],
    ['2017-01-01T08:59:60.7+09:00', '2016-12-31T23:59:59.999Z'],
    ['2020-07-16t02:00:00z', '2020-07-16T02:00:00.000Z'],
    ['0050', '0050-12-31T23:59:59.999Z'],
    ['_U', '0001-01-01T00:00:00.000Z'],
  ])('%s counts as %s', (given, until) => {
    expect(publishedUntil(given)).toBe(until);
  });

  it('order by the end of the stated span, then by precision', () => {
    const stated = ['2020-07-16T02:00:00Z', '2020-07-16', '2020-07', '2020', '_U'];
    expect(stated.map(publicationFineness)).toEqual([4, 3, 2, 1, 0]);
  });
});
