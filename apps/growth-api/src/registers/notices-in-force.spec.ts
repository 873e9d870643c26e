import { parseSeriesKey } from '@silkgauge/contract';
import { eventsOf } from '../../../../harness/fixtures/bundled.ts';
import { NoticesInForce, type NoticeScope } from './notices-in-force.ts';

/** Waves of the pilot of exports from business to business, in order of time. */
const WAVES = ['GACC-2020-75', 'GACC-2020-92', 'GACC-2021-47'];
const MONTHS = [2020, 2021].flatMap((year) =>
  Array.from({ length: 12 }, (_, month) => `${String(year)}-${String(month + 1).padStart(2, '0')}`),
);

let notices: NoticesInForce;

beforeAll(async () => {
  const events = [...(await eventsOf('seed')), ...(await eventsOf('policies'))];
  const published = events.filter(({ type }) => type === 'silkgauge.notice.published.v1');
  notices = new NoticesInForce(published.map(({ data }) => data as unknown as NoticeScope));
});

function marks(area: string, mode: string, period: string, flow = 'X') {
  const key = `GACC.${area}.CBEC.PLATFORM.${flow}.${mode}._T._T.CNY`;
  const dimensions = parseSeriesKey(key);
  if (!dimensions) throw new Error(key);
  return notices.marks(dimensions, period);
}

/** Months of 2020 and 2021 in which each wave marks a series, and how. */
function waves(area: string, mode: string, flow?: string) {
  const found: Record<string, { from: string; scope: string }> = {};
  for (const period of MONTHS) {
    const here = marks(area, mode, period, flow).filter(({ notice }) => WAVES.includes(notice));
    for (const { notice, scope } of here) found[notice] ??= { from: period, scope };
    // No wave ends, so a marked month is followed by marked months only.
    expect(here.map(({ notice }) => notice).sort()).toEqual(Object.keys(found).sort());
  }
  return found;
}

const whole = (from: string) => ({ from, scope: 'whole' });
const part = (from: string) => ({ from, scope: 'part' });

const FIRST = ['D01', 'D02', 'D23', 'D29', 'D31', 'D37', 'D46', 'D51', 'D52', 'D53'];
const SECOND = ['D22', 'D35', 'D42', 'D43', 'D47', 'D49', 'D57', 'D67', 'D72', 'D80', 'D79', 'D90'];
const THIRD = ['D04', 'D09', 'D60', 'D64', 'D94', 'D97'];

describe('the three waves of the pilot', () => {
  it.each(FIRST)('mark %s from July 2020', (district) => {
    const expected = { 'GACC-2020-75': whole('2020-07'), 'GACC-2021-47': whole('2021-07') };
    expect(waves(`CN-${district}`, '9710')).toEqual(expected);
    expect(waves(`CN-${district}`, '9810')).toEqual(expected);
  });

  it.each(SECOND)('mark %s from September 2020', (district) => {
    expect(waves(`CN-${district}`, '9710')).toEqual({
      'GACC-2020-92': whole('2020-09'),
      'GACC-2021-47': whole('2021-07'),
    });
  });

  it.each(THIRD)('mark %s from July 2021', (district) => {
    expect(waves(`CN-${district}`, '9710')).toEqual({ 'GACC-2021-47': whole('2021-07') });
  });

  it.each([
    ['CN-D46', { 'GACC-2020-75': part('2020-07'), 'GACC-2021-47': part('2021-07') }],
    ['CN-D22', { 'GACC-2020-92': part('2020-09'), 'GACC-2021-47': part('2021-07') }],
    ['CN-D04', { 'GACC-2021-47': part('2021-07') }],
  ])('mark part of all modes of %s', (area, expected) => {
    expect(waves(area, '_T')).toEqual(expected);
  });

  it('mark imports, retail and other countries never', () => {
    expect(waves('CN-D46', '9710', 'M')).toEqual({});
    expect(waves('CN-D46', '9610')).toEqual({});
    expect(waves('US', '9710')).toEqual({});
    expect(waves('CN-D46', '9710', '_T')).toEqual({
      'GACC-2020-75': part('2020-07'),
      'GACC-2021-47': part('2021-07'),
    });
  });

  it('mark part of China, and of the places that contain or overlap a district', () => {
    const all = {
      'GACC-2020-75': part('2020-07'),
      'GACC-2020-92': part('2020-09'),
      'GACC-2021-47': whole('2021-07'),
    };
    const first = { 'GACC-2020-75': part('2020-07'), 'GACC-2021-47': whole('2021-07') };
    const second = { 'GACC-2020-92': part('2020-09'), 'GACC-2021-47': whole('2021-07') };
    const third = { 'GACC-2021-47': whole('2021-07') };
    expect(waves('CN', '9710')).toEqual(all);
    expect(waves('CN-GD', '9710')).toEqual(all);
    expect(waves('CN-HA', '9710')).toEqual(first);
    expect(waves('CN-41', '9710')).toEqual(first);
    expect(waves('CN-Z-ZAEZ', '9710')).toEqual(first);
    // Fujian has a district of the first wave and a district of the second; each of its cities has one.
    expect(waves('CN-FJ', '9710')).toEqual(all);
    expect(waves('CN-C-3505', '9710')).toEqual(first);
    expect(waves('CN-C-3501', '9710')).toEqual(second);
    expect(waves('CN-HE', '9710')).toEqual(third);
    // An unregistered city lies in its province by its code, and in no district.
    expect(waves('CN-C-4117', '9710')).toEqual(third);
  });

  it('mark half-years and years that overlap them', () => {
    const of = (period: string) =>
      marks('CN-D22', '9710', period)
        .map(({ notice }) => notice)
        .filter((notice) => WAVES.includes(notice));
    expect(of('2020-S1')).toEqual([]);
    expect(of('2020-Q3')).toEqual(['GACC-2020-92']);
    expect(of('2020')).toEqual(['GACC-2020-92']);
    expect(of('2021')).toEqual(['GACC-2020-92', 'GACC-2021-47']);
    expect(of('_U')).toEqual([]);
  });

  it('tell whether they were in force throughout the period, or began in it', () => {
    const of = (period: string) =>
      marks('CN-D22', '9710', period).flatMap((mark) =>
        WAVES.includes(mark.notice) ? [`${mark.notice} ${mark.period}`] : [],
      );
    expect(of('2020-09')).toEqual(['GACC-2020-92 whole']);
    expect(of('2020-Q3')).toEqual(['GACC-2020-92 part']);
    expect(of('2020-Q4')).toEqual(['GACC-2020-92 whole']);
    expect(of('2021')).toEqual(['GACC-2020-92 whole', 'GACC-2021-47 part']);
  });
});

describe('other notices', () => {
  const of = (area: string, period: string, mode = '1210') =>
    marks(area, mode, period, 'M').map(({ notice, scope }) => `${notice} ${scope}`);

  it('on a province mark its cities and zones as a whole', () => {
    expect(of('CN-C-4601', '2025-06')).toContain('SC-ZONE-8 whole');
    expect(of('CN-46', '2025-06')).toContain('SC-ZONE-8 whole');
    expect(of('CN-D64', '2025-06')).toContain('SC-ZONE-8 part');
    expect(of('CN-C-4601', '2025-03')).not.toContain('SC-ZONE-8 whole');
  });

  it('on a city mark its zones as a whole, and its province in part', () => {
    expect(of('CN-Z-NBAEDZ', '2016-02')).toContain('SC-ZONE-2 whole');
    expect(of('CN-ZJ', '2016-02')).toContain('SC-ZONE-2 part');
    expect(of('CN-D31', '2016-02')).toContain('SC-ZONE-2 part');
    expect(of('CN-C-3310', '2016-02')).not.toContain('SC-ZONE-2 part');
    expect(of('CN-C-3310', '2020-05')).toContain('SC-ZONE-5 whole');
  });

  it('on one mode mark its group of modes in part', () => {
    expect(of('CN', '2016-05', 'RETAIL')).toContain('MOF-2016-18 part');
    expect(of('CN', '2016-05', '9610')).toContain('MOF-2016-18 whole');
  });
});

it('marks a series evicted from the cache as it did at first', () => {
  const of = (product: number) => {
    const dimensions = parseSeriesKey(`GACC.CN-D46.CBEC.PLATFORM.X.9710.${String(product)}._T.CNY`);
    return dimensions && notices.marks(dimensions, '2020-07');
  };
  const first = of(0);
  expect(first).toContainEqual({ notice: 'GACC-2020-75', scope: 'whole', period: 'whole' });
  for (let product = 1; product < 9_000; product += 1) of(product);
  expect(of(0)).toEqual(first);
});
