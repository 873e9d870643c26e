import { wordsOf } from '../../words/words-of.ts';
import { overTimeChart, type OverTimeGiven } from './over-time-chart.ts';
import { measured, shownState } from './shown-state.fixture.ts';

const notice = (name: string, effectiveFrom: string, withdrawn = false) => ({
  notice: name,
  withdrawn,
  data: {
    ...{ notice: name, issuer: 'GACC', title: `Title of ${name}`, announcedOn: effectiveFrom, effectiveFrom },
    ...{ scope: {}, evidence: { document: 'https://customs.example/', quote: name } },
  },
  programme: { root: 'A', waves: 2, circle: false },
});

const given = (more: Partial<OverTimeGiven> = {}): OverTimeGiven => ({
  family: [
    shownState({ period: '2021', level: measured('200', 'CNY'), growth: measured('100') }),
    shownState({ period: '2020', level: measured('100', 'CNY') }),
    shownState({ period: '2021', flow: 'M', level: measured('50', 'CNY') }),
    shownState({ period: '2021-S1', growth: measured('9') }),
  ],
  frequency: null,
  allPolicies: false,
  revisions: [],
  notices: [],
  words: wordsOf('en'),
  ...more,
});

const printed = (value: string, publishedAt: string) =>
  ({ value, publishedAt, since: publishedAt, status: 'P', source: '/x', id: value }) as const;

describe('the chart over time', () => {
  it('has a line for each flow with figures, in order of time, of the main frequency', () => {
    const { frequency, frequencies, levels, growth, levelUnit } = overTimeChart(given());
    expect([frequency, frequencies, levelUnit]).toEqual(['A', ['A', 'S'], 'CNY']);
    expect(levels.map(({ name, marks }) => [name, marks.map(({ period }) => period)])).toEqual([
      ['Total', ['2020', '2021']],
      ['imports', ['2021']],
    ]);
    expect(growth.map(({ name, marks }) => [name, marks.length])).toEqual([['Total', 1]]);
  });

  it('has the frequency asked for if it has figures, else the main one', () => {
    expect(overTimeChart(given({ frequency: 'S' })).growth[0]?.marks[0]?.period).toBe('2021-S1');
    expect(overTimeChart(given({ frequency: 'M' })).frequency).toBe('A');
  });

  it('draws a part of a year beside whole years', () => {
    const running = shownState({ period: '2022-01-01/P9M', level: measured('180', 'CNY') });
    const { levels } = overTimeChart(given({ family: [...given().family, running] }));
    expect(levels[0]?.marks.map(({ partUntil }) => partUntil !== null)).toEqual([false, false, true]);
  });

  it('draws a month of sales that is not over up to its latest order, and calls it nowhere final', () => {
    const month = {
      ...shownState({ period: '2011-12', growth: { ...measured('-42.5579'), status: 'A' } }),
      flags: ['partial-period' as const],
      counts: { events: '120', units: '346', last: '2011-12-09T12:50:00Z' },
    };
    const of = (state: OverTimeGiven['family'][number]) =>
      overTimeChart(given({ family: [state] })).growth[0]?.marks[0];
    expect(of(month)).toMatchObject({
      partUntil: '9 December 2011',
      says: expect.stringContaining('−42.5579%, to 9 December 2011') as string,
    });
    expect(of(month)?.says).not.toContain('final');
    expect(of({ ...month, flags: [] })).toMatchObject({
      partUntil: null,
      says: expect.stringContaining('−42.5579%, final') as string,
    });
  });

  it('has a ring for the first print of a revised figure', () => {
    const [newest] = given().family;
    const figure = {
      ...{ key: newest?.key ?? '', period: '2021' },
      ...{ first: printed('90', '2022-01-14'), latest: printed('100', '2022-08-01') },
      ...{ revisions: 1, revision: '10', signFlip: false, days: 199 },
    };
    const revisions = [{ measure: 'growth', comparison: 'GY', record: [figure] }] as const;
    expect(overTimeChart(given({ revisions })).growth[0]?.marks[0]?.first?.text).toBe('+90%');
  });

  it('has the rules for the whole series in order, and rules for a part only if asked for', () => {
    const notices = [
      { notice: 'B', scope: 'whole', period: 'whole' },
      { notice: 'A', scope: 'part', period: 'whole' },
      { notice: 'C', scope: 'whole', period: 'part' },
    ] as const;
    const family = [shownState({ level: measured('1', 'CNY'), notices })];
    const published = [
      notice('C', '2020-07-01', true),
      notice('B', '2020-06-01T00:00:00Z'),
      notice('A', '2019-01-01'),
      notice('D', '2019-01-01'),
    ];
    const chart = overTimeChart(given({ family, notices: published }));
    const listed = {
      notice: 'B',
      title: 'Title of B',
      day: '2020-06-01',
      inPart: false,
      inPartOfPeriod: false,
      root: 'A',
      before: null,
    };
    expect(chart.rules).toEqual([
      { notice: 'B', day: '2020-06-01', label: 'Title of B', inPart: false, listed },
    ]);
    expect(chart.hasRulesInPart).toBe(true);
    const all = overTimeChart(given({ family, notices: published, allPolicies: true }));
    expect(all.rules.map(({ label }) => label)).toEqual(['Title of A', 'Title of B']);
  });
});
