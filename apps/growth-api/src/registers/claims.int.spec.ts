import { parseSeriesKey, type StateDocument } from '@silkgauge/contract';
import type { ComparedSides } from '@silkgauge/growth';
import { appendChanges, inTransaction, insertEvents, registerSeries } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { documentOf, startApi, type TestApi } from '../growth-api.fixture.ts';

const CHINA = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const WORLD = '_U._T.GOODS._U._T._T._T._T._Z';
const SHOP = 'ALIEXPRESS.CN.SALES.OWN.X._T.TOYS._T._Z';
const ZONE = 'NBAEDZ.CN-Z-NBAEDZ.CBEC.LOCAL._T._T._T._T.CNY';

let api: TestApi;
let version = 0;

beforeAll(async () => {
  api = await startApi(await testDatabase());
});
afterAll(() => api.end());

/** Writes a version of each key, as the aggregation does. */
async function states(all: Readonly<Record<string, ComparedSides>>): Promise<void> {
  version += 1;
  await inTransaction(api.pool, async (tx) => {
    const changes = [];
    for (const [name, GY] of Object.entries(all)) {
      const [key = '', period = ''] = name.split('/');
      const [row] = await registerSeries(tx, 'customs', [key]);
      const document: StateDocument = { ...documentOf('1'), growth: { GY } };
      changes.push({
        seriesId: row?.series_id ?? '',
        period,
        version,
        knownAt: new Date('2024-01-01T00:00:00Z'),
        document: JSON.stringify(document),
      });
    }
    await appendChanges(tx, changes);
  });
}

const growth = (value: string, low: string, high: string): ComparedSides => ({
  comparedWith: '2019-S1',
  reported: { value, unit: 'percent', low, high, status: 'P', formula: 'reported@1' },
  verdict: 'unchecked',
  gap: null,
});

const evidence = { document: 'https://en.imsilkroad.com/p/314906.html', quote: 'rises', kind: 'agency' };
let offset = 0n;
async function claim(id: string, data: object): Promise<void> {
  offset += 1n;
  await insertEvents(api.pool, [
    {
      source: '/spec',
      id,
      type: 'silkgauge.claim.reported.v1',
      topic: 'customs.figures',
      partition: 0,
      offset,
      knownAt: new Date(0),
      outcome: 'applied',
      rule: null,
      reason: null,
      digest: Buffer.from(id),
      time: null,
      data: JSON.stringify({ publishedAt: '2020-07-16', evidence, ...data }),
    },
  ]);
}

async function judged(id: string) {
  const { items } = await api.json<{ items: { id: string }[] }>('/v1/claims');
  return items.find((item) => item.id === id);
}

const series = (key: string) => parseSeriesKey(key);
const bucked = {
  direction: 'up',
  period: '2020-01-01/P6M',
  series: series(CHINA),
  comparedTo: series(WORLD),
};

describe('claims', () => {
  it('stay open until the growth of the comparison is known, and then are judged by it', async () => {
    await claim('bucked-the-trend', bucked);
    expect(await judged('bucked-the-trend')).toMatchObject({
      standing: 'open',
      growth: null,
      comparison: null,
    });
    await states({ [`${CHINA}/2020-S1`]: growth('26.2', '26.15', '26.25') });
    const mine = {
      key: CHINA,
      period: '2020-S1',
      side: 'reported',
      value: '26.2',
      low: '26.15',
      high: '26.25',
    };
    expect(await judged('bucked-the-trend')).toMatchObject({
      standing: 'open',
      growth: mine,
      comparison: null,
    });
    await states({
      [`${CHINA}/2020-S1`]: growth('26.2', '26.15', '26.25'),
      [`${WORLD}/2020-S1`]: growth('-13', '-13.5', '-12.5'),
    });
    expect(await judged('bucked-the-trend')).toMatchObject({
      key: CHINA,
      period: '2020-S1',
      comparedTo: WORLD,
      standing: 'supported',
      growth: mine,
      comparison: {
        key: WORLD,
        period: '2020-S1',
        side: 'reported',
        value: '-13',
        low: '-13.5',
        high: '-12.5',
      },
      data: { direction: 'up' },
    });
  });

  it('tell who printed them, by the register where the event does not say, and their chain', async () => {
    expect(await judged('bucked-the-trend')).toMatchObject({
      publisher: { name: { en: 'Xinhua', zh: '新华社' } },
      chain: {
        en: 'General Administration of Customs of China, as printed by Xinhua (news agency), 16 July 2020',
        zh: '海关总署，新华社（通讯社）2020年7月16日刊载',
      },
    });
    const publisher = { name: { en: 'The Wire', zh: '连线' } };
    const told = { direction: 'up', period: '2021', series: series(CHINA) };
    await claim('of-the-wire', { ...told, evidence: { ...evidence, kind: 'repost', publisher } });
    expect(await judged('of-the-wire')).toMatchObject({
      publisher,
      chain: {
        en: 'General Administration of Customs of China, as printed by The Wire (repost), 16 July 2020',
      },
    });
  });

  it('without a comparison are judged by their own growth', async () => {
    await claim('down', { direction: 'down', period: '2020-S1', series: series(CHINA) });
    expect(await judged('down')).toMatchObject({
      standing: 'contradicted',
      growth: { value: '26.2' },
      comparison: null,
    });
  });

  it('stay open with two readings or without a period', async () => {
    const ambiguous: ComparedSides = {
      ...growth('', '', ''),
      reported: {
        value: null,
        unit: 'percent',
        low: null,
        high: null,
        status: 'P',
        formula: 'reported@1',
        readings: [
          { reading: 'up-by-times', value: '450', low: '445', high: '455' },
          { reading: 'to-times', value: '350', low: '345', high: '355' },
        ],
      },
    };
    await states({
      [`${ZONE}/2020-01-01/P5M`]: ambiguous,
      [`${SHOP}/_U`]: growth('700', '699.5', '700.5'),
    });
    await claim('zone', { direction: 'up', period: '2020-01-01/P5M', series: series(ZONE) });
    await claim('toys', { direction: 'up', period: '_U', series: series(SHOP) });
    for (const id of ['zone', 'toys'])
      expect(await judged(id)).toMatchObject({ standing: 'open', growth: null, comparison: null });
  });
});
