import { assembleState, emptyBody } from './assemble.ts';
import { addFigure, removeFigure, setTotal } from './corrections.ts';
import { newSeriesFacts } from '../spec/series.ts';
import { NOTHING_DECLARED } from '../observation/declared.ts';
import type { Figure } from '../observation/figure.ts';
import type { StateBody } from './state-body.ts';
import { ambiguous, figure, growth } from '../spec/figures.ts';
import { newSeriesGraph, seriesIn } from './series-graph.ts';
import type { SeriesFacts } from './series-facts.ts';

const KNOWN = '2026-01-01T00:00:00.000Z';

function seriesOf(...figures: readonly Figure[]): SeriesFacts {
  const facts = newSeriesFacts('US', 'CNY');
  for (const each of figures) addFigure(facts, each);
  return facts;
}

const stateOf = (facts: SeriesFacts, period: string): StateBody => assembleState(facts, period, KNOWN);

describe('the seed article', () => {
  const seed = { publishedAt: '2020-07-16', kind: 'agency', document: 'https://seed.org' } as const;
  const publisher = { name: { en: 'seed.org', zh: 'seed.org' } };
  const from = { source: 'spec', ...seed, publisher };

  it('Zhengzhou: 4.72 billion yuan, up 119.43 percent, and the base that implies', () => {
    const facts = newSeriesFacts('CN-Z-ZAEZ', 'CNY');
    const level = figure({
      ...seed,
      id: 'level',
      period: '2020-S1',
      value: '4.72',
      multiplier: '1000000000',
    });
    addFigure(facts, level);
    addFigure(facts, growth('119.43', { ...seed, id: 'rate', period: '2020-S1' }));
    expect(stateOf(facts, '2020-S1')).toEqual({
      level: {
        reported: {
          value: '4720000000',
          unit: 'CNY',
          low: '4715000000',
          high: '4725000000',
          status: '_U',
          printed: {
            value: '4.72',
            multiplier: '1000000000',
            unit: 'CNY',
            wording: null,
            qualifier: 'exact',
          },
          from: { ...from, id: 'level' },
          formula: 'reported@1',
        },
        verdict: 'unchecked',
        gap: null,
      },
      growth: {
        GY: {
          comparedWith: '2019-S1',
          reported: {
            value: '119.43',
            unit: 'percent',
            low: '119.425',
            high: '119.435',
            status: '_U',
            printed: {
              value: '119.43',
              multiplier: '1',
              unit: 'percent',
              wording: 'percent',
              qualifier: 'exact',
            },
            from: { ...from, id: 'rate' },
            formula: 'reported@1',
          },
          verdict: 'unchecked',
          gap: null,
        },
      },
      other: {},
      flags: [],
    });
    expect(stateOf(facts, '2019-S1')).toEqual({
      ...emptyBody(),
      level: {
        implied: {
          value: '2151027663',
          unit: 'CNY',
          low: '2148700070',
          high: '2153355361',
          status: '_U',
          formula: 'implied-base@1',
        },
        verdict: 'unchecked',
        gap: null,
      },
    });
  });

  const ningbo = (): SeriesFacts =>
    seriesOf(
      figure({ ...seed, period: '2020-01-01/P5M', value: '135', multiplier: '1000000' }),
      ambiguous('4.5', { ...seed, id: 'wording', period: '2020-01-01/P5M' }),
    );

  it('Ningbo: "up 4.5 times" has the readings 450 and 350 and no single value', () => {
    const state = stateOf(ningbo(), '2020-01-01/P5M');
    expect(state.growth['GY']?.reported).toEqual({
      value: null,
      unit: 'percent',
      low: null,
      high: null,
      status: '_U',
      printed: {
        value: '4.5',
        multiplier: '1',
        unit: 'times',
        wording: 'ambiguous-times',
        qualifier: 'exact',
      },
      from: { ...from, id: 'wording' },
      readings: [
        { reading: 'up-by-times', value: '450', low: '445', high: '455' },
        { reading: 'to-times', value: '350', low: '345', high: '355' },
      ],
      formula: 'reported@1',
    });
    expect(state.flags).toEqual(['ambiguous-wording']);
  });

  it('Ningbo: the base a year before has two readings too', () => {
    const state = stateOf(ningbo(), '2019-01-01/P5M');
    expect(state.level).toEqual({
      implied: {
        value: null,
        unit: 'CNY',
        low: null,
        high: null,
        status: '_U',
        readings: [
          { reading: 'up-by-times', value: '24545455', low: '24234234', high: '24862386' },
          { reading: 'to-times', value: '30000000', low: '29560439', high: '30449439' },
        ],
        formula: 'implied-base@1',
      },
      verdict: 'unchecked',
      gap: null,
    });
    expect(state.flags).toEqual(['ambiguous-wording']);
  });

  it('tells who printed what stands, and of which kind that is, where the event says so', () => {
    const named = { code: 'GACC', name: { en: 'Customs', zh: '海关总署' } };
    const byHost = { name: { en: 'seed.org', zh: 'seed.org' } };
    const fromOf = (members: Partial<Figure>) =>
      stateOf(seriesOf(figure({ ...seed, ...members })), '2020').level.reported?.from;
    expect(fromOf({ publisher: named })).toMatchObject({ kind: 'agency', publisher: named });
    expect(fromOf({})?.publisher).toEqual(byHost);
    expect(fromOf({ kind: null })).not.toHaveProperty('kind');
  });

  it('AliExpress, at home in China: stores in March against February carry the calendar effect', () => {
    const series = { ...newSeriesFacts('_T', '_Z').dimensions, reporter: 'ALIEXPRESS' };
    const homes = new Map([['ALIEXPRESS', 'CN']]);
    const facts = seriesIn(newSeriesGraph({}, { ...NOTHING_DECLARED, homes }), series);
    const nowhere = seriesIn(newSeriesGraph(), series);
    for (const one of [facts, nowhere])
      addFigure(one, growth('132', { ...seed, period: '2020-03', comparison: 'G1' }));
    expect(stateOf(nowhere, '2020-03').flags).toEqual([]);
    const state = stateOf(facts, '2020-03');
    expect(state.growth['G1']).toMatchObject({
      comparedWith: '2020-02',
      reported: { value: '132', low: '131.5' },
    });
    expect(state.flags).toEqual(['calendar-effect']);
  });

  it('refrigerators in Spain: neither period nor comparison is known', () => {
    const state = stateOf(seriesOf(growth('700', { ...seed, period: '_U', comparison: '_U' })), '_U');
    expect(state.growth).toMatchObject({
      _U: { comparedWith: null, reported: { value: '700' }, verdict: 'unchecked' },
    });
    expect(state.flags).toEqual(['unknown-comparison', 'unknown-period']);
  });
});

describe('reported growth beside the ratio of the levels', () => {
  const sides = (base: string) => {
    const facts = seriesOf(
      figure({ period: '2020-S1', value: '4.72', multiplier: '1000000000', status: 'final' }),
      growth('119.43', { period: '2020-S1' }),
      figure({ period: '2019-S1', value: base, multiplier: '1000000000', status: 'preliminary' }),
    );
    return { now: stateOf(facts, '2020-S1'), base: stateOf(facts, '2019-S1') };
  };

  it('agrees at the printed digits', () => {
    const { now, base } = sides('2.151');
    expect(now.growth['GY']).toMatchObject({
      computed: {
        value: '119.4328',
        unit: 'percent',
        low: '119.1494',
        high: '119.7164',
        status: 'P',
        formula: 'ratio@1',
      },
      verdict: 'agrees',
      gap: '-0.0028',
    });
    expect(base.level).toMatchObject({ verdict: 'agrees', gap: '-27663' });
    expect([now.flags, base.flags]).toEqual([[], []]);
  });

  it('conflicts, by 4.8845 points, and both ends say that the implied base differs', () => {
    const { now, base } = sides('2.20');
    expect(now.growth['GY']).toMatchObject({
      computed: { value: '114.5455' },
      verdict: 'conflicts',
      gap: '4.8845',
    });
    expect(base.level).toMatchObject({ verdict: 'conflicts', gap: '48972337' });
    expect([now.flags, base.flags]).toEqual([['implied-base-differs'], ['implied-base-differs']]);
  });

  it('is within rounding where the intervals meet', () => {
    const { now, base } = sides('2.15');
    expect(now.growth['GY']).toMatchObject({ computed: { value: '119.5349' }, verdict: 'within-rounding' });
    expect(base.level.verdict).toBe('agrees');
  });

  it('is computed for GY and G1 even where nobody printed it, for other periods only where printed', () => {
    const facts = seriesOf(
      ...['2018', '2019', '2020'].map((period, at) => figure({ period, value: String(100 + 10 * at) })),
      ...['2019-12', '2020-01'].map((period, at) => figure({ period, value: String(100 + 10 * at) })),
    );
    expect(stateOf(facts, '2020').growth).toMatchObject({
      GY: { comparedWith: '2019', computed: { value: '9.0909' } },
    });
    expect(Object.keys(stateOf(facts, '2020').growth)).toEqual(['GY']);
    expect(Object.keys(stateOf(facts, '2020-01').growth)).toEqual(['G1']);
    const print = growth('20', { comparison: '2018' });
    addFigure(facts, print);
    expect(stateOf(facts, '2020').growth['2018']).toMatchObject({
      computed: { value: '20.0000' },
      verdict: 'agrees',
    });
    removeFigure(facts, print);
    expect(Object.keys(stateOf(facts, '2020').growth)).toEqual(['GY']);
  });

  it('keeps K03 apart: 15 percent printed, 1.98 over 1.69 is 17.2, the implied base is 1.72', () => {
    const trillion = { multiplier: '1000000000000' };
    const facts = seriesOf(
      figure({ ...trillion, period: '2021', value: '1.98' }),
      growth('15', { period: '2021' }),
      figure({ ...trillion, period: '2020', value: '1.69' }),
    );
    expect(stateOf(facts, '2021').growth['GY']).toMatchObject({
      reported: { value: '15' },
      computed: { value: '17.1598', low: '16.5191', high: '17.8042' },
      verdict: 'conflicts',
    });
    expect(stateOf(facts, '2020').level).toMatchObject({
      reported: { value: '1690000000000' },
      implied: { value: '1721739130435' },
      verdict: 'conflicts',
    });
  });
});

describe('where there is no growth', () => {
  it('without a base it is absent', () => {
    expect(stateOf(seriesOf(figure()), '2020').growth).toEqual({});
  });

  it('a base of zero or below is withheld, never infinite, never zero', () => {
    for (const value of ['0', '-5']) {
      const state = stateOf(seriesOf(figure(), figure({ period: '2019', value }), growth('363')), '2020');
      expect(state.growth['GY']).toEqual({
        comparedWith: '2019',
        reported: expect.objectContaining({ value: '363' }),
        verdict: 'not-comparable',
        gap: null,
      });
      expect(state.flags).toEqual(['small-base']);
    }
  });

  it('over a tiny base it is told and flagged, unless a threshold says what is small', () => {
    const flagsOf = (value: string, smallBase?: string) => {
      const facts = newSeriesFacts('CN', 'CNY', smallBase);
      for (const one of [figure({ value: '500' }), figure({ period: '2019', value })]) addFigure(facts, one);
      const { growth: told, flags } = stateOf(facts, '2020');
      return [told['GY']?.computed?.value, flags];
    };
    expect(flagsOf('5')).toEqual(['9900.0000', ['small-base']]);
    expect(flagsOf('6')).toEqual(['8233.3333', []]);
    expect(flagsOf('1')).toEqual(['49900.0000', ['small-base']]);
    expect(flagsOf('5', '4')).toEqual(['9900.0000', []]);
  });

  it('units that differ never mix', () => {
    const facts = newSeriesFacts('US', '_Z');
    addFigure(facts, figure({ unit: 'stores' }));
    addFigure(facts, figure({ unit: 'orders', period: '2019' }));
    expect(stateOf(facts, '2020').growth).toEqual({});
  });

  it('a print in another unit is not the level of a series in a currency', () => {
    const state = stateOf(
      seriesOf(figure({ unit: 'stores', status: 'final' }), figure({ value: '7' })),
      '2020',
    );
    expect(state.level.reported).toMatchObject({ value: '7', unit: 'CNY' });
  });

  it('unequal periods are not comparable', () => {
    const facts = seriesOf(
      figure({ period: '2020-S1' }),
      figure({ period: '2019' }),
      growth('50', { period: '2020-S1', comparison: '2019' }),
    );
    expect(stateOf(facts, '2020-S1').growth['2019']).toMatchObject({ verdict: 'not-comparable', gap: null });
    expect(stateOf(facts, '2020-S1').growth['2019']?.computed).toBeUndefined();
  });
});

describe('an ambiguous wording is settled', () => {
  const print = ambiguous('4.5', { period: '2020-S1' });
  const level = figure({ period: '2020-S1', value: '135' });

  it('by the levels: its reading becomes the value, and the flag goes, at both ends', () => {
    const facts = seriesOf(print, level, figure({ period: '2019-S1', value: '24.6' }));
    const state = stateOf(facts, '2020-S1');
    expect(state.growth['GY']?.reported).toMatchObject({
      value: '450',
      low: '445',
      high: '455',
      printed: { wording: 'ambiguous-times' },
    });
    expect(state.growth['GY']).toMatchObject({
      computed: { value: '448.7805' },
      verdict: 'agrees',
      gap: '1.2195',
    });
    expect(state.growth['GY']?.reported?.readings).toBeUndefined();
    expect(stateOf(facts, '2019-S1').level.implied?.value).toBe('25');
    expect([state.flags, stateOf(facts, '2019-S1').flags]).toEqual([[], []]);
  });

  it('by an unambiguous print of the same figure', () => {
    const facts = seriesOf(print, level, growth('350', { period: '2020-S1', kind: 'repost' }));
    expect(stateOf(facts, '2020-S1').growth['GY']?.reported?.value).toBe('350');
    expect(stateOf(facts, '2019-S1').level.implied?.value).toBe('30');
    expect(stateOf(facts, '2020-S1').flags).toEqual([]);
  });

  it('not by levels that fit neither reading: they conflict', () => {
    const facts = seriesOf(print, level, figure({ period: '2019-S1', value: '60' }));
    const state = stateOf(facts, '2020-S1');
    expect(state.growth['GY']).toMatchObject({ reported: { value: null }, verdict: 'conflicts', gap: null });
    expect(state.flags).toEqual(['ambiguous-wording', 'implied-base-differs']);
    expect(stateOf(facts, '2019-S1').level).toMatchObject({ verdict: 'conflicts', gap: null });
  });

  it('and opens again when the settling print is withdrawn', () => {
    const base = figure({ period: '2019-S1', value: '24.6' });
    const facts = seriesOf(print, level, base);
    removeFigure(facts, base);
    expect(stateOf(facts, '2020-S1').flags).toEqual(['ambiguous-wording']);
  });
});

describe('prints of one figure', () => {
  it('in a _U period are all held, none chosen', () => {
    const facts = seriesOf(
      growth('700', { period: '_U', comparison: '_U', source: 's', id: '1' }),
      growth('650', { period: '_U', comparison: '_U', source: 's', id: '2', publishedAt: '2020' }),
      growth('650', { period: '_U', comparison: '_U', source: 's', id: '3', publishedAt: '2019' }),
      growth('40', {
        period: '_U',
        comparison: '_U',
        source: 's',
        id: '4',
        valueHigh: '50',
        qualifier: 'range',
        publishedAt: '2018',
      }),
    );
    expect(stateOf(facts, '_U').growth['_U']?.reported).toEqual({
      value: null,
      unit: 'percent',
      low: null,
      high: null,
      status: '_U',
      readings: [
        { reading: 's#1', value: '700', low: '699.5', high: '700.5' },
        { reading: 's#2', value: '650', low: '649.5', high: '650.5' },
        { reading: 's#4', value: null, low: '39.5', high: '50.5' },
      ],
      formula: 'reported@1',
    });
    expect(stateOf(facts, '_U').flags).toEqual(['unknown-comparison', 'unknown-period']);
  });

  it('in a _U period are shown up to the newest eight in any order of arrival, with the number of others', () => {
    const prints = Array.from({ length: 1000 }, (_, i) =>
      figure({ period: '_U', source: 's', id: String(i), value: String(i), publishedAt: String(1000 + i) }),
    );
    const state = stateOf(seriesOf(...prints), '_U');
    const told = state.level.reported;
    expect(told?.readings?.map(({ reading }) => reading)).toEqual(
      Array.from({ length: 8 }, (_, i) => `s#${String(999 - i)}`),
    );
    expect(told?.more).toBe(992);
    expect(stateOf(seriesOf(...prints.toReversed()), '_U')).toEqual(state);
    expect(JSON.stringify(state).length).toBeLessThan(1_500);
    expect(stateOf(seriesOf(...prints.slice(0, 8)), '_U').level.reported?.more).toBeUndefined();
  });

  it('in a _U period with the same digits are one value', () => {
    const facts = seriesOf(...['1', '2'].map((id) => figure({ period: '_U', source: 's', id })));
    expect(stateOf(facts, '_U').level.reported?.value).toBe('100');
    expect(stateOf(facts, '_U').level.reported?.readings).toBeUndefined();
  });

  it('in a _U period imply nothing about other periods', () => {
    const facts = seriesOf(
      figure({ period: '_U' }),
      growth('10', { period: '_U', comparison: '2019-S1' }),
      figure({ period: '2019-S1', value: '50' }),
    );
    expect(stateOf(facts, '2019-S1').level.implied).toBeUndefined();
    expect(stateOf(facts, '_U').growth['2019-S1']).toMatchObject({
      comparedWith: '2019-S1',
      verdict: 'unchecked',
    });
  });

  it('that contradict each other are flagged', () => {
    const facts = seriesOf(
      growth('26.2', { publishedAt: '2020-07-16' }),
      growth('28.7', { publishedAt: '2020-09-01', kind: 'repost' }),
    );
    expect(stateOf(facts, '2020').growth['GY']?.reported?.value).toBe('26.2');
    expect(stateOf(facts, '2020').flags).toEqual(['conflicting-prints']);
  });

  it('that are forecasts stand apart and imply nothing', () => {
    const facts = seriesOf(
      figure({ status: 'forecast', value: '120' }),
      growth('20', { status: 'forecast' }),
      figure({ period: '2019' }),
    );
    const state = stateOf(facts, '2020');
    expect(state.level).toEqual({
      forecast: expect.objectContaining({ value: '120', status: 'F' }),
      verdict: 'unchecked',
      gap: null,
    });
    expect(state.growth).toEqual({
      GY: {
        comparedWith: '2019',
        forecast: expect.objectContaining({ value: '20', status: 'F' }),
        verdict: 'unchecked',
        gap: null,
      },
    });
    expect(stateOf(facts, '2019').level.implied).toBeUndefined();
  });

  it('that are forecasts and differ are no conflict', () => {
    const facts = seriesOf(
      growth('20', { status: 'forecast' }),
      growth('30', { status: 'forecast', kind: 'repost', publishedAt: '2022' }),
    );
    expect(stateOf(facts, '2020').growth['GY']?.forecast?.value).toBe('20');
    expect(stateOf(facts, '2020').flags).toEqual([]);
  });

  it('keep a range as low and high without a value', () => {
    const facts = seriesOf(
      growth('40', { valueHigh: '50', qualifier: 'range' }),
      figure({ value: '145' }),
      figure({ period: '2019' }),
    );
    const sides = stateOf(facts, '2020').growth['GY'];
    expect(sides?.reported).toMatchObject({
      value: null,
      low: '39.5',
      high: '50.5',
      printed: { value: '40', valueHigh: '50' },
    });
    expect(sides).toMatchObject({ computed: { value: '45.0000' }, verdict: 'within-rounding', gap: null });
    expect(stateOf(facts, '2019').level).toMatchObject({
      implied: { value: null, low: '96', high: '105' },
      verdict: 'within-rounding',
      gap: null,
    });
  });
});

describe('other measures', () => {
  const share = figure({
    measure: 'share',
    comparison: '_U',
    unit: 'percent',
    wording: 'percent',
    value: '66',
  });
  const gap = (comparison: string, value: string): Figure =>
    figure({ measure: 'growth-gap', comparison, unit: 'points', wording: 'points', value });

  it('stand under their own names, a share under any comparison', () => {
    const state = stateOf(seriesOf(share, gap('GY', '10.9')), '2020');
    expect(state.other).toMatchObject({
      share: { reported: { value: '66', unit: 'percent', low: '65.5' }, verdict: 'unchecked', gap: null },
      'growth-gap': { reported: { value: '10.9', unit: 'points' } },
    });
    expect(state.flags).toEqual([]);
  });

  it('are over GY; prints without a comparison are used, flagged, until one is known', () => {
    expect(stateOf(seriesOf(gap('2018', '3')), '2020').other).toEqual({});
    const facts = seriesOf(gap('_U', '4'));
    expect(stateOf(facts, '2020')).toMatchObject({
      other: { 'growth-gap': { reported: { value: '4' } } },
      flags: ['unknown-comparison'],
    });
    addFigure(facts, gap('GY', '5'));
    expect(stateOf(facts, '2020')).toMatchObject({
      other: { 'growth-gap': { reported: { value: '5' } } },
      flags: [],
    });
  });
});

describe('several implied bases of one period', () => {
  it('are given by the narrowest, and flagged where they do not meet', () => {
    const later = [
      figure({ period: '2020-02', value: '200' }),
      growth('100', { period: '2020-02', comparison: 'G1' }),
      figure({ period: '2021-01', value: '200.00' }),
    ];
    const meeting = seriesOf(...later, growth('100.00', { period: '2021-01' }));
    expect(stateOf(meeting, '2020-01').level.implied).toMatchObject({ value: '100', low: '99', high: '101' });
    expect(stateOf(meeting, '2020-01').flags).toEqual([]);
    const disjoint = seriesOf(...later, growth('50', { period: '2021-01' }));
    expect(stateOf(disjoint, '2020-01').flags).toEqual(['implied-base-differs']);
  });
});

describe('an implied base that nothing bounds', () => {
  it('is absent, for one reading of two as well', () => {
    expect(stateOf(seriesOf(figure(), growth('-100')), '2019').level).toEqual(emptyBody().level);
    expect(stateOf(seriesOf(figure(), ambiguous('0')), '2019').level).toEqual(emptyBody().level);
  });
});

describe('time', () => {
  it('marks a period that is not over when its newest cause became known', () => {
    const facts = seriesOf(figure({ period: '2020-S1' }));
    expect(assembleState(facts, '2020-S1', '2020-06-30T23:59:59.999Z').flags).toEqual(['partial-period']);
    expect(assembleState(facts, '2020-S1', '2020-07-01T00:00:00.000Z').flags).toEqual([]);
  });

  it('does not mark a forecast of a period to come', () => {
    const facts = seriesOf(figure({ period: '2030', status: 'forecast' }));
    expect(assembleState(facts, '2030', '2026-01-01T00:00:00.000Z').flags).toEqual([]);
  });

  it('flags January or February alone, and not the two together', () => {
    const facts = newSeriesFacts('CN', 'CNY');
    for (const period of ['2021-01', '2021-02', '2021-01-01/P2M', '2021-03'])
      addFigure(facts, figure({ period }));
    const flagged = ['2021-01', '2021-02', '2021-01-01/P2M', '2021-03'].map(
      (period) => stateOf(facts, period).flags,
    );
    expect(flagged).toEqual([['calendar-effect'], ['calendar-effect'], [], ['calendar-effect']]);
    expect(stateOf(facts, '2022-01').flags).toEqual([]);
  });
});

describe('sales with printed figures beside them', () => {
  it('judges a printed level by the exact total', () => {
    const facts = seriesOf(
      figure({ period: '2020-01', value: '1.2', multiplier: '1000' }),
      growth('20', { period: '2020-01' }),
    );
    setTotal(facts, '2020-01', { total: '1203.55', events: '12', units: '30', last: null });
    setTotal(facts, '2019-01', { total: '1000.00', events: '10', units: '20', last: null });
    const state = stateOf(facts, '2020-01');
    expect(state.level).toMatchObject({
      reported: { value: '1200' },
      computed: { value: '1203.55' },
      verdict: 'agrees',
      gap: '-4',
    });
    expect(state.counts).toEqual({ events: '12', units: '30' });
    expect(state.growth['GY']).toMatchObject({
      computed: { value: '20.0000', status: '_U' },
      verdict: 'agrees',
    });
    expect(stateOf(facts, '2019-01').level).toMatchObject({
      computed: { value: '1000.00' },
      implied: { value: '1000' },
      verdict: 'unchecked',
    });
  });
});

describe('nothing', () => {
  it('is known of a period without figures, or after every figure was withdrawn', () => {
    const print = growth('26.2', { period: '2020-S1' });
    const facts = seriesOf(print);
    removeFigure(facts, print);
    expect(stateOf(facts, '2020-S1')).toEqual(emptyBody());
    expect(stateOf(facts, '2031')).toEqual(emptyBody());
    expect(JSON.stringify(emptyBody())).toBe(
      '{"level":{"verdict":"unchecked","gap":null},"growth":{},"other":{},"flags":[]}',
    );
  });
});
