import { parseSeriesKey } from '../series-key.ts';
import { matchesSeries, passesSeries } from './apply.ts';
import { hasCode } from './dimensions.ts';

const series = parseSeriesKey('ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY');
if (!series) throw new Error('No series.');

describe('matchesSeries', () => {
  it('takes a series that has one of the codes of each dimension that is filtered', () => {
    expect(matchesSeries({ indicator: ['GTV', 'CBEC'], area: ['CN-Z-ZAEZ'] }, series)).toBe(true);
    expect(matchesSeries({ indicator: ['CBEC'], area: ['CN-41'] }, series)).toBe(false);
  });

  it('takes each series where no dimension is filtered, and none where a list has no code', () => {
    expect(matchesSeries({}, series)).toBe(true);
    expect(matchesSeries({ area: [] }, series)).toBe(false);
  });

  it('reads a star as the end of a beginning: of a whole code too, and as no wildcard elsewhere', () => {
    expect(matchesSeries({ area: ['CN-*'] }, series)).toBe(true);
    expect(matchesSeries({ area: ['CN-Z-ZAEZ*'] }, series)).toBe(true);
    expect(matchesSeries({ area: ['CN-4*'] }, series)).toBe(false);
    expect(hasCode(['_*'], '_T')).toBe(true);
    expect(hasCode(['_'], '_T')).toBe(false);
  });
});

describe('passesSeries', () => {
  const areas = { contains: (wide: string, narrow: string) => wide === 'CN' && narrow.startsWith('CN-') };
  const matches = (query: object) =>
    passesSeries(query, { series, domain: 'customs' }, { ...areas, overlaps: () => false });

  it('takes a series of the domain whose area lies in one of the places, and that has the codes', () => {
    expect(matches({ domain: 'customs', within: ['US', 'CN'], indicator: ['CBEC'] })).toBe(true);
    expect(matches({ domain: 'platform' })).toBe(false);
    expect(matches({ within: ['US'] })).toBe(false);
    expect(matches({ within: ['CN'], indicator: ['GOODS'] })).toBe(false);
  });
});
