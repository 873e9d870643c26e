import type { GrowthState } from '@silkgauge/contract';
import { allStates, caughtUp, get, load, pushPart, startStack, stateUrl, type Stack } from './stack.ts';
import { rowsOf } from './tables.ts';

let stack: Stack;

beforeAll(async () => {
  stack = await startStack();
});

afterAll(async () => {
  await stack?.stop();
});

/** An exact sum in thousandths, from the file alone. */
function independentTotals(): Map<string, { thousandths: bigint; lines: number }> {
  const labels = new Map(
    rowsOf('online-retail/country-labels.csv').map((row) => [row['country_label'], row['iso_alpha2']]),
  );
  const special: Record<string, string> = {
    Unspecified: '_U',
    'European Community': 'EU',
    'Channel Islands': 'GB-CHA',
  };
  const totals = new Map<string, { thousandths: bigint; lines: number }>();
  for (const row of rowsOf('online-retail/orders.csv.gz')) {
    const country = row['Country'] ?? '';
    const [whole = '', fraction = ''] = (row['UnitPrice'] ?? '').split('.');
    const price = BigInt(whole + fraction.padEnd(3, '0').slice(0, 3));
    if (fraction.length > 3) throw new Error(`a price with ${String(fraction.length)} decimals`);
    const key = `${labels.get(country) || (special[country] ?? country)} ${(row['InvoiceDate'] ?? '').slice(0, 7)}`;
    const total = totals.get(key) ?? { thousandths: 0n, lines: 0 };
    total.thousandths += price * BigInt(row['Quantity'] ?? '0');
    total.lines += 1;
    totals.set(key, total);
  }
  return totals;
}

const thousandths = (decimal: string | null | undefined): bigint => {
  const [whole = '0', fraction = ''] = (decimal ?? '').replace('-', '').split('.');
  const value = BigInt(whole + fraction.padEnd(3, '0'));
  return decimal?.startsWith('-') ? -value : value;
};

it('Online Retail totals per country and month equal an independent sum over the file, to the penny, after pushing the file twice', async () => {
  await load(stack, 'online-retail');
  await load(stack, 'online-retail', '--again');
  await caughtUp(stack);
  const expected = independentTotals();
  const served = new Map(
    (await allStates(stack, 'domain=platform')).map((state) => [
      `${state.series.counterpart} ${state.period}`,
      { thousandths: thousandths(state.level.computed?.value), lines: Number(state.counts?.events) },
    ]),
  );
  expect(served.size).toBe(expected.size);
  expect(Object.fromEntries(served)).toEqual(Object.fromEntries(expected));
  const all = [...served.values()].reduce((sum, t) => sum + t.thousandths, 0n);
  expect(all).toBe(9_747_747_934n);
}, 400_000);

it('US Census China chapter 85 in 2020-12: 12,445,621,557 then 12,360,669,993 after the annual revision, both in history; GY restated', async () => {
  await pushPart(stack, 'us-census', /^[^/]+\/[^/]+\/(00|84|85)\//);
  await caughtUp(stack);
  const states = await allStates(stack, 'reporter=USCENSUS&counterpart=CN&product=HS85&period=2020-12');
  expect(states).toHaveLength(1);
  const [state] = states;
  const series = state?.key.split('/')[0] ?? '';
  expect(state?.level.reported?.value).toBe('12360669993');
  const { items } = await get<{ items: GrowthState[] }>(stack, stateUrl(series, '2020-12', '/history'));
  const levels = items.map((s) => s.level.reported?.value);
  expect(levels.indexOf('12445621557')).toBeGreaterThanOrEqual(0);
  expect(levels.indexOf('12360669993')).toBeGreaterThan(levels.indexOf('12445621557'));
  expect(items.map((s) => s.version)).toEqual(items.map((_, i) => i + 1));
  const growths = new Set(items.map((s) => s.growth['GY']?.computed?.value).filter(Boolean));
  expect(growths.size).toBeGreaterThanOrEqual(2);
  const before = await get<GrowthState>(stack, stateUrl(series, '2019-12'));
  const gy = (Number(state?.level.reported?.value) / Number(before.level.reported?.value) - 1) * 100;
  expect(Number(state?.growth['GY']?.computed?.value)).toBeCloseTo(gy, 3);
});

it('all published figures and policies are accepted, and every event has an outcome', async () => {
  const printed = await load(stack, 'cbec');
  expect(printed).toMatch(/\b0 refused/);
  await caughtUp(stack);
  // The year 2021: 1.98 trillion in January, 1.92 in July.
  const [year] = await allStates(
    stack,
    'reporter=GACC&area=CN&indicator=CBEC&coverage=FULL&flow=_T&period=2021',
  );
  expect(year?.level.reported?.value).toBe('1920000000000');
  const { items } = await get<{ items: GrowthState[] }>(
    stack,
    stateUrl(year?.key.split('/')[0] ?? '', '2021', '/history'),
  );
  expect(items.map((s) => s.level.reported?.value)).toContain('1980000000000');
});

it('knowledge of the year 2021 follows publication dates, although all figures were loaded at once', async () => {
  const series = 'GACC.CN.CBEC.FULL._T._T._T._T.CNY';
  interface ByPublication extends Pick<GrowthState, 'key' | 'level' | 'growth' | 'other'> {
    publishedBy: string;
    prints: { source: string; id: string; document: string }[];
  }
  const told = ({ level, growth }: Pick<GrowthState, 'level' | 'growth'>) => [
    level.reported?.value,
    growth['GY']?.reported?.value,
  ];
  const { items } = await get<{ items: ByPublication[] }>(stack, stateUrl(series, '2021', '/vintages'));
  const [first, second] = items;
  // The document with the January figures is of March.
  expect(first && [first.publishedBy.slice(0, 10), ...told(first)]).toEqual([
    '2022-03-09',
    '1980000000000',
    '15',
  ]);
  expect(second && [second.publishedBy.slice(0, 10), ...told(second)]).toEqual([
    '2022-07-24',
    '1920000000000',
    '18.6',
  ]);
  expect(first?.prints.map(({ id }) => id)).toEqual(['O0055', 'O0056']);
  expect(second?.prints.map(({ id }) => id)).toEqual(['O0058', 'O0059']);
  expect(second?.prints[0]?.document).toContain('ichongqing.info');
  const by = (until: string) => get<ByPublication>(stack, stateUrl(series, '2021', `?publishedBy=${until}`));
  expect(told(await by('2022-06'))).toEqual(['1980000000000', '15']);
  expect(told(await by('2022'))).toEqual(['1920000000000', '18.6']);

  const revisions = `/v1/revisions?reporter=GACC&area=CN&coverage=FULL&flow=_T&currency=CNY&period=2021`;
  expect(await get(stack, revisions)).toMatchObject({
    items: [
      { measure: 'level', revised: 1, meanRevision: '-3.0303', unit: 'percent', maxDays: 137 },
      { measure: 'growth', revised: 1, meanRevision: '3.6000', unit: 'points', maxDays: 137 },
    ],
  });

  // The states follow from all publications, except prints without a publication date.
  const ofCustoms = 'reporter=GACC&indicator=CBEC';
  const [present, published] = [
    await allStates(stack, ofCustoms),
    (await allStates(stack, `${ofCustoms}&publishedBy=9999`)) as unknown as ByPublication[],
  ];
  const numbers = ({
    key,
    level,
    growth,
    other,
  }: Pick<GrowthState, 'key' | 'level' | 'growth' | 'other'>) => ({
    key,
    level,
    growth,
    other,
  });
  expect(published.map(numbers)).toEqual(present.map(numbers));
});
