import { parseSeriesKey, type GrowthState, type StateDocument } from '@silkgauge/contract';
import {
  addFigure,
  assembleState,
  newSeriesFacts,
  publishedUntil,
  removeFigure,
  resolveComparison,
  type Figure,
} from '@silkgauge/growth';
import {
  appendChanges,
  findSeries,
  inTransaction,
  insertEvents,
  insertFigures,
  insertWithdrawals,
  registerSeries,
  type EventRow,
} from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import type { Explanation } from './explain.ts';
import { documentOf, startApi, type TestApi } from './growth-api.fixture.ts';

const KEY = 'ZAEZ.CN-Z-ZAEZ.CBEC.LOCAL._T._T._T._T.CNY';
const SALES = 'SHOP.GB.SALES.OWN.X._T.TOYS.FR.GBP';

const figure = (id: string, more: Partial<Figure>): Figure => ({
  source: '/zaez',
  id,
  measure: 'level',
  period: '2020-S1',
  comparison: null,
  value: '4.72',
  valueHigh: null,
  unit: 'CNY',
  multiplier: '1000000000',
  wording: null,
  qualifier: 'exact',
  status: 'preliminary',
  publishedAt: '2020-07-16',
  kind: 'official',
  ...more,
});

const growth: Partial<Figure> = {
  measure: 'growth',
  comparison: 'GY',
  unit: 'percent',
  multiplier: '1',
  wording: 'percent',
};
const LEVEL = figure('level', {});
const RATE = figure('rate', { ...growth, value: '119.43' });
const EARLIER = figure('earlier', { ...growth, value: '118', publishedAt: '2020-07-10' });
const SUPPORT = figure('support', { ...growth, value: '119.43', publishedAt: '2020-07-20', kind: 'repost' });
const BASE = figure('base', { period: '2019-S1', value: '2.151', publishedAt: '2019-07-16' });
const WRONG = figure('wrong', { value: '47.2', status: 'final' });
const ELSEWHERE = figure('elsewhere', { period: '2017-S1', value: '1' });
const FIGURES = [LEVEL, RATE, EARLIER, SUPPORT, BASE, WRONG, ELSEWHERE];

let api: TestApi;

function event(id: string, offset: number, data: object): EventRow {
  return {
    source: '/zaez',
    id,
    type: 'silkgauge.figure.reported.v1',
    topic: 'customs.figures',
    partition: 3,
    offset: BigInt(offset),
    knownAt: new Date(Date.UTC(2024, 0, 1 + offset)),
    outcome: 'applied',
    rule: null,
    reason: null,
    digest: Buffer.from(id),
    time: null,
    data: JSON.stringify(data),
  };
}

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await inTransaction(api.pool, async (tx) => {
    const dims = parseSeriesKey(KEY);
    if (!dims) throw new Error(KEY);
    const [series] = await registerSeries(tx, 'customs', [KEY]);
    const seriesId = series?.series_id ?? 0;
    const ids = await insertEvents(tx, [
      ...FIGURES.map(({ id }, offset) =>
        event(id, offset, {
          unknown: 'a\u0000b',
          evidence: { document: `https://example.org/${id}`, quote: `says ${id}` },
        }),
      ),
      { ...event('withdraws', FIGURES.length, {}), type: 'silkgauge.figure.withdrawn.v1' },
    ]);
    const figures = FIGURES.map((one, index) => ({
      eventId: ids[index] ?? 0n,
      seriesId,
      period: one.period,
      basePeriod: one.comparison === null ? null : resolveComparison(one.period, one.comparison).comparedWith,
      publishedUntil: publishedUntil(one.publishedAt),
      figure: one,
      withdrawnBy: null,
    }));
    await insertFigures(tx, figures);
    await insertWithdrawals(tx, [{ source: '/zaez', id: 'wrong', eventId: ids.at(-1) ?? 0n }]);
    const facts = newSeriesFacts(dims.area, dims.currency);
    for (const one of FIGURES) addFigure(facts, one);
    const document = (period: string): string => {
      const body = assembleState(facts, period, '2024-01-01T00:00:00Z');
      return JSON.stringify({
        ...body,
        notices: [],
        change: { reason: 'reported', previous: null, causes: [] },
      } satisfies StateDocument);
    };
    const change = (period: string, version: number, day: number) => ({
      seriesId,
      period,
      version,
      knownAt: new Date(Date.UTC(2024, 0, day)),
      document: document(period),
    });
    await appendChanges(tx, [change('2020-S1', 1, 6), change('2019-S1', 1, 6)]);
    removeFigure(facts, WRONG);
    await appendChanges(tx, [change('2020-S1', 2, 8), change('2019-S1', 2, 8)]);
  });
});
afterAll(() => api.end());

const explain = (period: string, query = '') =>
  api.json<Explanation>(`/v1/growth/${KEY}/${period}/explain${query}`);
const byId = (explanation: Explanation) => Object.fromEntries(explanation.events.map((one) => [one.id, one]));

describe('explain', () => {
  it('gives the state, the formula of each side, and every event behind it with place, document and quote', async () => {
    const explanation = await explain('2020-S1');
    expect(explanation.state).toEqual(await api.json<GrowthState>(`/v1/growth/${KEY}/2020-S1`));
    expect(explanation.formulas.map(({ side, formula }) => `${side} ${formula}`)).toEqual([
      'level.reported reported@1',
      'growth.GY.reported reported@1',
      'growth.GY.computed ratio@1',
    ]);
    expect(explanation.sales).toBeUndefined();
    expect(byId(explanation)['rate']).toEqual({
      role: 'print',
      source: '/zaez',
      id: 'rate',
      topic: 'customs.figures',
      partition: 3,
      offset: '1',
      knownAt: '2024-01-02T00:00:00.000Z',
      period: '2020-S1',
      measure: 'growth',
      comparison: 'GY',
      printed: { value: '119.43', multiplier: '1', unit: 'percent', wording: 'percent', qualifier: 'exact' },
      status: 'preliminary',
      publishedAt: '2020-07-16',
      document: 'https://example.org/rate',
      quote: 'says rate',
      withdrawn: false,
      chosen: true,
    });
  });

  it('tells the prints that stand from those that do not, and what each is there for', async () => {
    const present = byId(await explain('2020-S1'));
    const told = Object.values(present).map(({ id, role, chosen, withdrawn }) => [
      id,
      role,
      chosen,
      withdrawn,
    ]);
    expect(told).toEqual([
      ['level', 'print', true, false],
      ['rate', 'print', true, false],
      ['earlier', 'print', false, false],
      ['support', 'print', true, false],
      ['base', 'compared-with', true, false],
      ['wrong', 'print', false, true],
    ]);
  });

  it('gives what an implied base rests on', async () => {
    const explanation = await explain('2019-S1');
    expect(explanation.state.level.implied).toBeDefined();
    expect(explanation.events.map(({ id, role }) => [id, role])).toEqual([
      ['level', 'implies'],
      ['rate', 'implies'],
      ['earlier', 'implies'],
      ['support', 'implies'],
      ['base', 'print'],
      ['wrong', 'implies'],
    ]);
  });

  it('looks back with asOf', async () => {
    const before = byId(await explain('2020-S1', '?asOf=2024-01-07T12:00:00Z'));
    expect([before['wrong']?.chosen, before['wrong']?.withdrawn, before['level']?.chosen]).toEqual([
      true,
      false,
      false,
    ]);
    expect(byId(await explain('2020-S1', '?asOf=2'))['wrong']?.chosen).toBe(true);
    expect((await explain('2020-S1', '?asOf=2')).state.version).toBe(1);
  });

  it('gives counts and the range of offsets for sales', async () => {
    await inTransaction(api.pool, async (tx) => {
      await registerSeries(tx, 'platform', [SALES]);
      const [series] = await findSeries(tx, [SALES]);
      const fold = (events: string, from: string, to: string) => ({
        events,
        topic: 'platform.sales',
        partition: 1,
        from,
        to,
      });
      const document = (events: string, folded: object) => {
        const plain = documentOf('10.00');
        return JSON.stringify({
          ...plain,
          counts: { events, units: '9' },
          change: { ...plain.change, reason: 'sales', folded },
        });
      };
      const change = {
        seriesId: series?.series_id ?? 0,
        period: '2024-01',
        knownAt: new Date('2024-02-01T00:00:00Z'),
      };
      await appendChanges(tx, [
        { ...change, version: 1, document: document('7', fold('7', '90', '99')) },
        { ...change, version: 2, document: document('12', fold('5', '100', '120')) },
      ]);
    });
    const explanation = await api.json<Explanation>(`/v1/growth/${SALES}/2024-01/explain`);
    expect(explanation.events).toEqual([]);
    expect(explanation.sales).toEqual({
      counts: { events: '12', units: '9' },
      folds: [{ topic: 'platform.sales', partition: 1, from: '90', to: '120', events: '12', versions: '2' }],
    });
  });
});
