import { testDatabase } from '@silkgauge/testing';
import { commit, seriesOf, startApi, type TestApi } from '../growth-api.fixture.ts';

interface Code {
  code: string;
  kind: string;
  names: { en: string; zh: string; short?: { en: string; zh: string } } | null;
  registered: boolean;
  used: boolean;
  within?: string[];
  contains?: string[];
  overlaps?: string[];
}
interface Page {
  items: Code[];
  next: string | null;
  partitions: { whole: string; parts: string[] }[];
}

let api: TestApi;

beforeAll(async () => {
  api = await startApi(await testDatabase());
  await commit(
    api.pool,
    { key: seriesOf({ area: 'CN-C-3302' }), period: '2020', value: '1' },
    { key: seriesOf({ area: 'CN-C-4117', reporter: 'ZHUMADIAN' }), period: '2020', value: '1' },
  );
});
afterAll(() => api.end());

const page = (path: string) => api.json<Page>(`/v1/codes/${path}`);
const one = async (dimension: string, code: string) =>
  (await page(`${dimension}?q=${code}`)).items.find((item) => item.code === code);

async function readAll(path: string): Promise<Code[]> {
  const items: Code[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const found: Page = await page(`${path}limit=150${cursor && `&cursor=${cursor}`}`);
    items.push(...found.items);
    cursor = found.next;
  }
  return items;
}

describe('the registers of codes', () => {
  it.each([
    ['reporter', 'GACC', 'General Administration of Customs of China', '海关总署', 'customs'],
    ['area', 'CN-D46', 'Zhengzhou Customs', '郑州海关', 'district'],
    ['indicator', 'CBEC', 'Cross-border e-commerce trade, value', '跨境电商进出口额', 'value'],
    ['coverage', 'OWN', "A platform's own count", '平台自身口径', 'enterprise'],
    ['flow', 'X', 'Export', '出口', 'flow'],
    [
      'mode',
      '9710',
      'CBEC business-to-business direct export',
      '跨境电子商务企业对企业直接出口',
      'cross-border',
    ],
    ['product', 'HS01', 'Animals; live', '活动物', 'hs-chapter'],
    ['counterpart', 'ES', 'Spain', '西班牙', 'iso-3166-1'],
    ['currency', 'CNY', 'Chinese Yuan', '人民币', 'current'],
    ['period', 'YYYY-Qn', 'Quarter', '季度', 'quarter'],
  ])('of %s names %s', async (dimension, code, en, zh, kind) => {
    expect(await one(dimension, code)).toMatchObject({ code, kind, names: { en, zh }, registered: true });
  });

  it('have a short name where the name is a sentence', async () => {
    expect((await one('product', 'HS03'))?.names?.short).toEqual({ en: 'Fish and seafood', zh: '水产品' });
    expect((await one('product', 'WIGS'))?.names).toEqual({ en: 'Wigs', zh: '假发' });
  });

  it('relate an area to its parts, wholes and overlapping areas', async () => {
    expect(await one('area', 'CN-C-3302')).toMatchObject({
      within: ['CN-ZJ', 'CN-G-PILOT-ZONES-13', 'CN-33'],
      contains: ['CN-Z-NBAEDZ', 'CN-Z-NINGBO-FTZ', 'CN-Z-NINGBO-HZBAY'],
      overlaps: ['CN-D31'],
      used: true,
    });
    expect((await one('area', 'CN-ZJ'))?.overlaps).toEqual(expect.arrayContaining(['CN-D29', 'CN-D31']));
    expect((await one('area', 'CN-D46'))?.overlaps).toEqual(
      expect.arrayContaining(['CN-HA', 'CN-C-4101', 'CN-Z-ZAEZ']),
    );
    expect((await one('mode', 'RETAIL'))?.contains).toEqual(['9610', '1210', '1239']);
    expect(await one('reporter', 'GACC')).not.toHaveProperty('overlaps');
  });

  it('tell of an area its aliases, and of an alias its code', async () => {
    expect(await one('area', 'CN-HI')).toMatchObject({ aliases: ['CN-46'], names: { en: 'Hainan' } });
    expect(await one('area', 'CN-46')).toMatchObject({ aliasOf: 'CN-HI' });
    expect(await one('counterpart', 'HK')).toMatchObject({ aliases: ['CN-81', 'CN-HK'] });
    expect(await one('area', 'CN-D46')).not.toHaveProperty('aliases');
    expect(await one('reporter', 'GACC')).not.toHaveProperty('aliases');
  });

  it('list codes that series use and no register holds', async () => {
    const unknown = { kind: 'unregistered', names: null, registered: false, used: true };
    expect(await one('area', 'CN-C-4117')).toMatchObject({ ...unknown, within: ['CN-41'], overlaps: [] });
    expect((await page('reporter?kind=unregistered')).items).toMatchObject([
      { code: 'ZHUMADIAN', ...unknown },
    ]);
  });

  it('are searched in codes and names of both languages, filtered by kind, and paged', async () => {
    expect((await page('area?q=NINGBO&kind=city,zone')).items.map(({ code }) => code)).toEqual([
      'CN-C-3302',
      'CN-Z-NBAEDZ',
      'CN-Z-NINGBO-FTZ',
      'CN-Z-NINGBO-HZBAY',
    ]);
    const found = (await page(`area?q=${encodeURIComponent('宁波')}&kind=district`)).items;
    expect(found).toMatchObject([{ code: 'CN-D31' }]);
    const whole = await readAll('area?');
    expect(whole.length).toBeGreaterThan(500);
    expect(whole.map(({ code }) => code)).toEqual([...new Set(whole.map(({ code }) => code))].sort());
    expect(whole.filter(({ registered }) => !registered).map(({ code }) => code)).toEqual(['CN-C-4117']);
    const districts = await readAll('area?kind=district&');
    expect(districts).toHaveLength(42);
  });

  it('list the partitions of a dimension', async () => {
    expect((await page('flow?limit=1')).partitions).toEqual([{ whole: '_T', parts: ['X', 'M'] }]);
    expect((await page('area?limit=1')).partitions).toEqual([]);
    expect((await page('mode?limit=1')).partitions).toEqual([]);
    const { partitions } = await page('period?limit=1');
    expect(partitions).toContainEqual({ whole: 'YYYY', parts: ['YYYY-S1', 'YYYY-S2'] });
    expect(partitions).toContainEqual({ whole: 'YYYY-Q1', parts: ['YYYY-01', 'YYYY-02', 'YYYY-03'] });
    expect(partitions.find(({ whole, parts }) => whole === 'YYYY' && parts.length === 12)?.parts[11]).toBe(
      'YYYY-12',
    );
  });

  it('are listed, dimensions and words', async () => {
    interface List {
      items: {
        register: string;
        of: string;
        names: { en: string; zh: string };
        codes: number;
        kinds: string[];
      }[];
    }
    const { items } = await api.json<List>('/v1/codes');
    const listed = new Map(items.map((item) => [item.register, item]));
    expect(listed.get('flow')).toEqual({
      ...{ register: 'flow', of: 'dimension', names: { en: 'Flows', zh: '流向' } },
      ...{ codes: 4, kinds: ['flow', 'total', 'special'] },
    });
    expect(listed.get('flag')).toMatchObject({ of: 'word', kinds: ['flag'] });
    for (const { register, codes, kinds } of items) {
      const all = await readAll(`${register}?`);
      expect([register, all.filter(({ registered }) => registered).length]).toEqual([register, codes]);
      expect((await page(`${register}?kind=${kinds.join(',')}&limit=1000`)).items).toHaveLength(codes);
    }
    expect((await api.get('/v1/codes?q=x')).status).toBe(400);
  });

  it.each([
    ['unit', 'points', 'percentage points', '百分点', 'relative'],
    ['status', 'P', 'preliminary', '初值', 'status'],
    ['flag', 'small-base', 'small base', '基数过小', 'flag'],
    ['verdict', 'conflicts', 'conflicts', '矛盾', 'verdict'],
    ['evidence-kind', 'repost', 'repost', '转载', 'evidence-kind'],
    ['reporter-kind', 'customs', 'customs authority', '海关', 'reporter-kind'],
    ['rule', 'identity-conflict', 'One identity has one content', '同一标识的内容须相同', 'record'],
    ['rule', 'period-order', 'A period ends after it begins', '时期的结束须晚于开始', 'content'],
    ['measure', 'contribution', 'contribution to growth', '对增长的拉动', 'measure'],
    ['comparison', 'GY', 'on a year before', '同比', 'comparison'],
    ['wording', 'to-times', 'to so many times', '增长到若干倍', 'wording'],
    ['qualifier', 'about', 'about', '约', 'qualifier'],
  ])('of words, %s, name %s', async (register, code, en, zh, kind) => {
    const names = { en, zh };
    expect(await one(register, code)).toMatchObject({ code, kind, names, registered: true, used: false });
  });

  it('of formulas tell name, meaning and expression', async () => {
    const formula = await one('formula', 'ratio@1');
    expect(formula?.names?.zh).toMatch(/\p{Script=Han}/u);
    expect(formula).toMatchObject({ also: [expect.stringContaining('[level]') as string] });
  });

  it('list the partitions that a register declares for one reporter', async () => {
    const { partitions } = await page('product?limit=1');
    expect(partitions).toMatchObject([{ whole: '_T', reporter: 'USCENSUS', indicator: 'GOODS' }]);
    expect(partitions[0]?.parts).toHaveLength(98);
  });

  it('suggest the nearest register for an unknown one', async () => {
    const unknown = await api.get('/v1/codes/areas');
    expect(unknown.status).toBe(404);
    expect(((await unknown.json()) as { detail: string }).detail).toContain('did you mean area?');
    const kind = await api.get('/v1/codes/area?kind=citty');
    expect(kind.status).toBe(400);
    expect(await kind.json()).toMatchObject({ errors: [{ parameter: 'kind', fix: 'did you mean city?' }] });
    const parameter = await api.get('/v1/codes/area?kinds=city');
    expect(await parameter.json()).toMatchObject({ errors: [{ rule: 'unknown-parameter' }] });
    expect((await api.get('/v1/codes/flow?cursor=nonsense')).status).toBe(400);
  });
});
