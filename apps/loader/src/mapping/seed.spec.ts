import type { CloudEvent } from '../cloud-event.ts';
import { checked, checkedAs, eventsOf } from '../../../../harness/fixtures/bundled.ts';

const FIGURE = 'silkgauge.figure.reported.v1';

describe('the article of July 2020', () => {
  let events: ReadonlyMap<string, CloudEvent>;
  const event = (id: string): CloudEvent => {
    const found = events.get(id);
    if (!found) throw new Error(`No event ${id}`);
    return found;
  };

  beforeAll(async () => {
    events = new Map((await eventsOf('seed')).map((one) => [one.id, one]));
  });

  it.each([
    ['cbec-total', 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY', '2020-S1', 'growth', '26.2', 'GY', 'percent'],
    ['cbec-exports', 'GACC.CN.CBEC.PLATFORM.X._T._T._T.CNY', '2020-S1', 'growth', '28.7', 'GY', 'percent'],
    ['cbec-imports', 'GACC.CN.CBEC.PLATFORM.M._T._T._T.CNY', '2020-S1', 'growth', '24.4', 'GY', 'percent'],
    ['zhengzhou-level', 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY', '2020-S1', 'level', '4.72', null, null],
    [
      'zhengzhou-growth',
      'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY',
      '2020-S1',
      'growth',
      '119.43',
      'GY',
      'percent',
    ],
    [
      'ningbo-level',
      'NBAEDZ.CN-Z-NBAEDZ.CBEC.LOCAL._T._T._T._T.CNY',
      '2020-01-01/P5M',
      'level',
      '135',
      null,
      null,
    ],
    [
      'ningbo-growth',
      'NBAEDZ.CN-Z-NBAEDZ.CBEC.LOCAL._T._T._T._T.CNY',
      '2020-01-01/P5M',
      'growth',
      '4.5',
      'GY',
      'ambiguous-times',
    ],
    [
      'aliexpress-stores',
      'ALIEXPRESS._T.STORES.OWN._Z._T._T._T._Z',
      '2020-03',
      'growth',
      '132',
      'G1',
      'percent',
    ],
    [
      'spain-refrigerators',
      'ALIEXPRESS.CN.SALES.OWN.X._T.HS8418.ES._Z',
      '_U',
      'growth',
      '700',
      '_U',
      'percent',
    ],
  ])('%s', (id, seriesKey, period, measure, value, comparison, wording) => {
    const { seriesKey: key, figure } = checkedAs(event(id), FIGURE);
    expect(key).toBe(seriesKey);
    expect(figure).toMatchObject({ period, measure, value, comparison, wording, publishedAt: '2020-07-16' });
  });

  it('keeps billion and million as multipliers beside the digits', () => {
    expect(checkedAs(event('zhengzhou-level'), FIGURE).figure.multiplier).toBe('1000000000');
    expect(checkedAs(event('ningbo-level'), FIGURE).figure.multiplier).toBe('1000000');
  });

  it('quotes the words that carry the number', () => {
    for (const one of events.values()) {
      if (one.type !== FIGURE) continue;
      expect(one.data.evidence.quote).toContain(one.data.value);
      expect(one.data.evidence).toMatchObject({ kind: 'agency', language: 'en' });
    }
  });

  it('claims that the trade went up while the world went down', () => {
    const claim = checkedAs(event('cbec-against-the-trend'), 'silkgauge.claim.reported.v1');
    expect(claim).toMatchObject({
      seriesKey: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY',
      period: '2020-S1',
      direction: 'up',
      comparedTo: '_U._T.GOODS._U._T._T._T._T._Z',
      data: { magnitude: { atLeast: '10', below: '100' } },
    });
    expect(claim.data.evidence.quote).toContain('double-digit growth');
  });

  it('attributes the statement to Bai Ming', () => {
    const statement = checkedAs(event('bai-ming'), 'silkgauge.statement.attributed.v1');
    expect(statement.data).toMatchObject({ speaker: 'Bai Ming' });
    expect(statement.about).toEqual({ seriesKey: 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY' });
  });

  it('has the notice of the pilot in ten customs districts from July 1', () => {
    const notice = checkedAs(event('GACC-2020-75'), 'silkgauge.notice.published.v1');
    expect(notice).toMatchObject({ notice: 'GACC-2020-75', effectiveFrom: '2020-07-01', effectiveTo: null });
    expect(notice.data.scope).toEqual({
      areas: ['01', '02', '23', '29', '31', '37', '46', '51', '52', '53'].map(
        (district) => `CN-D${district}`,
      ),
      modes: ['9710', '9810'],
      flow: 'X',
    });
  });

  it('has valid events only', () => {
    expect([...events.values()].map((one) => checked(one).id)).toHaveLength(17);
  });
});
