import type { GrowthState } from '@silkgauge/contract';
import { QueryClient } from '@tanstack/react-query';
import { belongsTo, ofNotices, ofReleases, Rereader, takeStates } from './live-cache.ts';

const state = (reporter: string, period: string, version: number): GrowthState =>
  ({
    key: `${reporter}.CN.CBEC.FULL._T._T._T._T.CNY/${period}`,
    series: {
      reporter,
      area: 'CN',
      indicator: 'CBEC',
      coverage: 'FULL',
      flow: '_T',
      mode: '_T',
      product: '_T',
      counterpart: '_T',
      currency: 'CNY',
    },
    period,
    version,
    flags: [] as GrowthState['flags'],
  }) as GrowthState;

describe('lists and the change log', () => {
  it.each([
    ['/v1/growth', true],
    ['/v1/growth?reporter=GACC,MOFCOM', true],
    ['/v1/growth?reporter=MOFCOM', false],
    ['/v1/growth?period=2020,2021', true],
    ['/v1/growth?period=2020', false],
    ['/v1/growth?from=2021-01-01&to=2021-12-31', true],
    ['/v1/growth?from=2021-02-01', false],
  ])('a state belongs to %s: %s', (call, belongs) => {
    expect(belongsTo(call, state('GACC', '2021', 1))).toBe(belongs);
  });

  it.each([
    ['/v1/growth?verdict=conflicts', true],
    ['/v1/growth?verdict=agrees,conflicts&flag=small-base,coverage-break', true],
    ['/v1/growth?verdict=agrees', false],
    ['/v1/growth?flag=small-base', false],
  ])('a state belongs to %s by what it says: %s', (call, belongs) => {
    const said = {
      ...state('GACC', '2021', 1),
      ...{ level: { verdict: 'unchecked', gap: null }, other: {}, flags: ['coverage-break'] },
      growth: { GY: { comparedWith: '2020', verdict: 'conflicts', gap: null } },
    } as unknown as GrowthState;
    expect(belongsTo(call, said)).toBe(belongs);
  });

  it('a newer version replaces an older one, but never the reverse, and never in a list with a clock', () => {
    const client = new QueryClient();
    const call = '/v1/growth?reporter=GACC';
    const asOf = `${call}&asOf=7`;
    for (const path of [call, asOf])
      client.setQueryData(['states', path], { items: [state('GACC', '2021', 5)], next: null });
    takeStates(client, [state('GACC', '2021', 4)]);
    expect(client.getQueryData(['states', call])).toMatchObject({ items: [{ version: 5 }] });
    takeStates(client, [state('GACC', '2021', 6)]);
    expect(client.getQueryData(['states', call])).toMatchObject({ items: [{ version: 6 }] });
    expect(client.getQueryData(['states', asOf])).toMatchObject({ items: [{ version: 5 }] });
  });

  it('a newer version keeps the notices and the promise of its state, and a notice outdates lists without a clock', () => {
    const client = new QueryClient();
    const call = '/v1/growth?reporter=GACC';
    const notices = [{ notice: 'N-1', scope: 'whole', period: 'whole' }];
    const finalPromise = { release: 'H1-FINAL', at: '2021-08-25T10:00:00+08:00' };
    const cached = { ...state('GACC', '2021', 5), notices, finalPromise, twoYearAverage: '/v1/x' };
    client.setQueryData(['states', call], { items: [cached], next: null });
    client.setQueryData(['states', `${call}&asOf=7`], { items: [], next: null });
    takeStates(client, [state('GACC', '2021', 6)]);
    const items = [{ version: 6, notices, finalPromise }];
    expect(client.getQueryData(['states', call])).toMatchObject({ items });
    // Its flag went, and the pointer with it.
    expect(JSON.stringify(client.getQueryData(['states', call]))).not.toContain('twoYearAverage');
    expect(ofNotices(client)).toEqual([['states', call]]);
  });

  it('a month of sales stays partial until its platform has sales of a later month, which outdates its list', () => {
    const client = new QueryClient();
    const call = '/v1/growth';
    const month = (period: string, version: number, flags: string[]) =>
      ({
        ...state('SHOP', period, version),
        counts: { events: '1', units: '1' },
        growth: {},
        flags,
      }) as GrowthState;
    const items = [month('2024-02', 1, []), month('2024-03', 1, ['partial-period'])];
    client.setQueryData(['states', call], { items, next: null });
    const flags = () =>
      client
        .getQueryData<{ items: { version: number; flags: string[] }[] }>(['states', call])
        ?.items.map((one) => [one.version, ...one.flags]);
    expect(takeStates(client, [month('2024-03', 2, ['small-base']), month('2024-02', 2, [])])).toEqual([]);
    expect(flags()).toEqual([[2], [2, 'small-base', 'partial-period']]);
    const listed = `${call}?reporter=SHOP&period=2024-02,2024-03`;
    client.setQueryData(['states', listed], { items: [month('2024-03', 2, ['partial-period'])], next: null });
    const other = { ...month('2024-04', 1, []), series: state('OTHER', '2024-04', 1).series };
    expect(takeStates(client, [other])).not.toContainEqual(['states', listed]);
    expect(flags()).toEqual([[2], [2, 'small-base', 'partial-period']]);
    expect(takeStates(client, [month('2024-04', 1, [])])).toContainEqual(['states', listed]);
  });

  it('a newer version of a month that is not over keeps its growth withheld', () => {
    const client = new QueryClient();
    const call = '/v1/growth';
    const part = { ...state('SHOP', '2024-03', 1), counts: { events: '1', units: '1' } };
    client.setQueryData(['states', call], { items: [{ ...part, flags: ['partial-period'] }], next: null });
    const computed = {
      value: '-70',
      unit: 'percent',
      low: '-70',
      high: '-70',
      status: 'A',
      formula: 'ratio@1',
    };
    const growth = { G1: { comparedWith: '2024-02', computed, verdict: 'unchecked', gap: null } };
    takeStates(client, [{ ...part, version: 2, growth } as unknown as GrowthState]);
    const withheld = { G1: { comparedWith: '2024-02', verdict: 'not-comparable', gap: null } };
    expect(client.getQueryData(['states', call])).toMatchObject({
      items: [{ version: 2, growth: withheld, flags: ['partial-period'] }],
    });
  });

  it('a new key outdates only the lists that its state belongs to', () => {
    const client = new QueryClient();
    const [mine, other] = ['/v1/growth?reporter=GACC', '/v1/growth?reporter=MOFCOM'];
    for (const path of [mine, other]) client.setQueryData(['states', path], { items: [], next: null });
    expect(takeStates(client, [state('GACC', '2021', 1)])).toEqual([['states', mine]]);
  });

  it('a changed key outdates its open explanation', () => {
    const client = new QueryClient();
    const call = '/v1/growth/GACC.CN.CBEC.FULL._T._T._T._T.CNY/2021/explain';
    client.setQueryData(['of-state', call], {});
    expect(takeStates(client, [state('GACC', '2020', 2)])).toEqual([]);
    expect(takeStates(client, [state('GACC', '2021', 2)])).toEqual([['of-state', call]]);
  });

  it('a changed flow outdates the sentence that tells its total, and no other answer of the total', () => {
    const client = new QueryClient();
    const total = '/v1/growth/GACC.CN.CBEC.FULL._T._T._T._T.CNY/2021';
    for (const what of ['headline', 'digits']) client.setQueryData(['of-state', `${total}/${what}`], {});
    const exports = { ...state('GACC', '2021', 2), key: 'GACC.CN.CBEC.FULL.X._T._T._T.CNY/2021' };
    const flow = { ...exports, series: { ...exports.series, flow: 'X' } };
    expect(takeStates(client, [flow])).toEqual([['of-state', `${total}/headline`]]);
  });

  it('a changed state outdates the releases of its series alone, without a clock', () => {
    const client = new QueryClient();
    const [mine, other] = ['/v1/growth?reporter=GACC&release=0', '/v1/growth?reporter=MOFCOM&release=0'];
    for (const call of [mine, other, `${mine}&publishedBy=2021-01-01`])
      client.setQueryData(['releases', call], { releases: [], isCut: false });
    expect(ofReleases(client, [state('GACC', '2021', 2)])).toEqual([['releases', mine]]);
    expect(ofReleases(client, [state('ZAEZ', '2021', 2)])).toEqual([]);
  });

  it('an outdated query is refetched at once, and at most once per interval after that', () => {
    const read: string[] = [];
    let wake: () => void = () => undefined;
    const rereader = new Rereader(
      (key) => read.push(String(key)),
      (work) => (wake = work),
    );
    rereader.take([['a']]);
    expect(read).toEqual(['a']);
    for (let i = 0; i < 100; i++) rereader.take([['a'], ['b']]);
    expect(read).toEqual(['a']);
    wake();
    expect(read).toEqual(['a', 'a', 'b']);
    wake();
    rereader.take([['a']]);
    expect(read).toEqual(['a', 'a', 'b', 'a']);
  });

  it('waits as long between two refetches as its queries need', () => {
    const waits: number[] = [];
    const later = (_: () => void, milliseconds: number) => void waits.push(milliseconds);
    for (const every of [undefined, 10_000]) new Rereader(() => undefined, later, every).take([['a']]);
    expect(waits).toEqual([1_000, 10_000]);
  });
});
