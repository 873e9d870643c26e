import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { LARGEST_ORDER } from '../terms/body.ts';
import { readPlan } from './plan.ts';

/** The plan that goes with the article, as its event has it. */
const SEED_PLAN_DATA = (
  JSON.parse(readFileSync(new URL('../../../../data/seed/plan.jsonl', import.meta.url), 'utf8')) as {
    data: unknown;
  }
).data;

const KEY = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const figure = { id: 'zaez', say: 'figure', of: `${KEY}/2020-S1` };
const plan = (members: object = {}) => ({
  ...{ bulletin: 'one', title: { en: 'Trade', zh: '贸易' }, tone: 'wire', publish: 'at-once' },
  paragraphs: [[figure]],
  ...members,
});
const told = (...sentences: readonly unknown[]) => plan({ paragraphs: [sentences] });
const faultsOf = (value: unknown) => {
  const read = readPlan(value);
  return read.ok ? [] : read.faults;
};
const rules = (value: unknown) => faultsOf(value).map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('a plan', () => {
  it('of the article is read whole', () => {
    expect(rules(SEED_PLAN_DATA)).toEqual([]);
  });

  it('has defaults, and each period and place by its one name', () => {
    const read = readPlan(
      told(
        { ...figure, of: 'GACC.CN-46.CBEC.PLATFORM._T._T._T._T.CNY/2020-01-01/P6M', comparison: '2019-S1' },
        { id: 'all', say: 'each', query: { area: ['CN-*'], indicator: 'CBEC' }, period: '2020-01-01/P12M' },
      ),
    );
    expect(read).toMatchObject({
      value: {
        paragraphs: [
          [
            {
              of: 'GACC.CN-HI.CBEC.PLATFORM._T._T._T._T.CNY/2020-S1',
              tell: ['level', 'growth'],
              comparison: 'GY',
            },
            {
              query: { area: ['CN-*'], indicator: ['CBEC'] },
              period: '2020',
              limit: 20,
              tell: ['level', 'growth'],
            },
          ],
        ],
      },
    });
  });

  it('of each has the filters of /v1/growth that say which series and which states', () => {
    const each = (query: object) => told({ id: 'all', say: 'each', query, period: '2020' });
    const query = {
      ...{ within: 'CN-46', domain: 'customs', area: 'CN-*,HK' },
      ...{ verdict: ['conflicts', 'agrees'], flag: 'coverage-break' },
    };
    expect(readPlan(each(query))).toMatchObject({
      value: {
        paragraphs: [
          [
            {
              query: {
                ...{ within: ['CN-HI'], domain: 'customs', area: ['CN-*', 'HK'] },
                ...{ verdict: ['conflicts', 'agrees'], flag: ['coverage-break'] },
              },
            },
          ],
        ],
      },
    });
    for (const wrong of [{ verdict: 'wrong' }, { flag: [] }, { period: '2020' }, { notice: 'N-1' }])
      expect(rules(each(wrong))).toEqual(['/paragraphs/0/0/query schema']);
  });

  it('of flows names three series that differ in their flow alone, each in its place', () => {
    const key = (flow: string, area = 'CN') => `GACC.${area}.CBEC.PLATFORM.${flow}._T._T._T.CNY`;
    const flows = { id: 'f', say: 'flows', total: key('_T'), exports: key('X'), imports: key('M') };
    const of = (members: object) => faultsOf(told({ ...flows, period: '2020-S1', ...members }));
    expect(of({})).toEqual([]);
    expect(of({ exports: key('X', 'CN-ZJ') })).toMatchObject([
      {
        pointer: expect.stringMatching(/\/exports$/) as string,
        rule: 'schema',
        fix: `Write "${key('X')}", a series of the flow X and else as the total.`,
      },
    ]);
    expect(of({ exports: key('M'), imports: key('X') }).map(({ pointer }) => pointer)).toEqual([
      expect.stringMatching(/exports$/),
      expect.stringMatching(/imports$/),
    ]);
    expect(of({ total: key('X') })).not.toEqual([]);
  });

  it('compares by one comparison of all keys: a period that is none of one of them is refused', () => {
    const compare = (comparison: string, ...periods: readonly string[]) => ({
      ...{ id: 'c', say: 'compare', by: 'growth', comparison },
      of: periods.map((period) => `${KEY}/${period}`),
    });
    expect(faultsOf(told(compare('2019-S1', '2020-S1', '2021-S1')))).toEqual([
      {
        pointer: '/paragraphs/0/0/comparison',
        rule: 'comparison',
        message: 'Must be one comparison for all keys, not "2019-S1".',
        fix: 'Write one comparison for all keys, such as "GY".',
      },
    ]);
    for (const [comparison, of] of [
      ['2019-S1', ['2020-S1', '2020-01-01/P6M']],
      ['GY', ['2020-S1', '2021-S1']],
    ] as const)
      expect(readPlan(told(compare(comparison, ...of)))).toMatchObject({
        value: { paragraphs: [[{ comparison: 'GY' }]] },
      });
  });

  it('may be published with a release', () => {
    expect(readPlan(plan({ publish: { release: 'GACC-2020-H1' } }))).toMatchObject({ ok: true });
    expect(rules(plan({ publish: { release: '../x' } }))).toEqual(['/publish/release order-name']);
    expect(rules(plan({ publish: 'later' }))).toEqual(['/publish schema']);
  });

  it('with an unknown say is told the nearest', () => {
    expect(faultsOf(told({ ...figure, say: 'figures' }))).toEqual([
      {
        pointer: '/paragraphs/0/0/say',
        rule: 'unknown-say',
        message: 'There is no say "figures".',
        fix: 'Write "figure"; known: figure, flows, each, compare, revision, claim, opinion, policy, cause.',
      },
    ]);
  });

  it('with an id twice, a key that is none, a period that is none, is told all of it at once', () => {
    expect(
      rules(
        told(
          figure,
          { ...figure, of: 'ZAEZ/2020-S1' },
          { id: 'b', say: 'figure', of: `${KEY}/2020-S3` },
          { id: 'c', say: 'each', query: { colour: 'red' }, period: 'soon' },
          { id: 'd', say: 'compare', of: [`${KEY}/2020`], by: 'size' },
          { id: 'e', say: 'compare', of: [`${KEY}/2020`, 7], by: 'level', comparison: 'last year' },
          { id: 'f', say: 'claim', event: { source: '/a' } },
          { id: '', say: 'policy' },
        ),
      ),
    ).toEqual([
      '/paragraphs/0/1/id repeated-id',
      '/paragraphs/0/1/of state-key',
      '/paragraphs/0/2/of state-key',
      '/paragraphs/0/3/query schema',
      '/paragraphs/0/3/period period',
      '/paragraphs/0/4/of schema',
      '/paragraphs/0/4/by one-of',
      '/paragraphs/0/5/of/1 state-key',
      '/paragraphs/0/5/comparison comparison',
      '/paragraphs/0/6/event/id required',
      '/paragraphs/0/7/id order-name',
      '/paragraphs/0/7/notice required',
    ]);
  });

  it('has at most 60 sentences, 200 keys and 64 KiB', () => {
    const many = (count: number) =>
      told(...Array.from({ length: count }, (_, at) => ({ ...figure, id: `s${String(at)}` })));
    expect(rules(many(60))).toEqual([]);
    expect(rules(many(61))).toEqual(['/paragraphs too-many-sentences']);
    const each = (count: number, limit: number) =>
      told(
        ...Array.from({ length: count }, (_, at) => ({
          ...{ id: `s${String(at)}`, say: 'each', query: { area: 'CN' }, period: '2020', limit },
        })),
      );
    expect(rules(each(10, 20))).toEqual([]);
    expect(rules(each(11, 19))).toEqual(['/paragraphs too-many-keys']);
    const padded = (bytes: number) => {
      const bare = Buffer.byteLength(JSON.stringify(plan({ note: '' })));
      return plan({ note: 'x'.repeat(bytes - bare) });
    };
    expect(rules(padded(LARGEST_ORDER))).toEqual([]);
    expect(rules(padded(LARGEST_ORDER + 1))).toEqual([' plan-size']);
    expect(rules(plan({ note: '跨'.repeat(LARGEST_ORDER / 3) }))).toEqual([' plan-size']);
  });

  it.each([
    ['Trade up 26 percent', 'title-digit'],
    ['Trade in １ week', 'title-digit'],
    ['Trade boosted by policies', 'title-cause'],
    ['政策推动贸易增长', 'title-cause'],
  ])('with the title %j is refused', (title, rule) => {
    expect(rules(plan({ title: { en: title, zh: '贸易' } }))).toEqual([`/title/en ${rule}`]);
  });

  it('that is no plan at all is refused, whatever it is', () => {
    for (const value of [null, 7, 'plan', [], {}]) expect(faultsOf(value).length).toBeGreaterThan(0);
    let deep: unknown = 1;
    for (let at = 0; at < 20_000; at += 1) deep = [deep];
    expect(rules(plan({ deep }))).toEqual([' plan-size']);
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const one of [value, plan({ paragraphs: value }), told(value), told({ ...figure, say: value })])
          for (const { message, fix } of faultsOf(one))
            expect(message.length + fix.length).toBeLessThan(1000);
      }),
    );
  });

  it('has pointers from the root of its event', () => {
    const read = readPlan(plan({ tone: 'loud' }), '/data');
    expect(read).toMatchObject({ faults: [{ pointer: '/data/tone', rule: 'one-of' }] });
  });
});
