import { jest } from '@jest/globals';
import type { GrowthState } from '@silkgauge/contract';
import { QueryClient } from '@tanstack/react-query';
import { belongsTo, takeStates } from './live-cache.ts';

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

  it('a newer version takes the place of an older one, never the other way round, and not where a clock is set', () => {
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

  it('lists that a new key belongs to are read anew, others are left alone', () => {
    const client = new QueryClient();
    const [mine, other] = ['/v1/growth?reporter=GACC', '/v1/growth?reporter=MOFCOM'];
    for (const path of [mine, other]) client.setQueryData(['states', path], { items: [], next: null });
    const invalidate = jest.spyOn(client, 'invalidateQueries');
    takeStates(client, [state('GACC', '2021', 1)]);
    expect(invalidate.mock.calls.map(([filters]) => filters?.queryKey)).toEqual([['states', mine]]);
  });

  it('an open explanation of a changed key is read anew', () => {
    const client = new QueryClient();
    const call = '/v1/growth/GACC.CN.CBEC.FULL._T._T._T._T.CNY/2021/explain';
    client.setQueryData(['of-state', call], {});
    const invalidate = jest.spyOn(client, 'invalidateQueries');
    takeStates(client, [state('GACC', '2020', 2)]);
    expect(invalidate).not.toHaveBeenCalled();
    takeStates(client, [state('GACC', '2021', 2)]);
    expect(invalidate).toHaveBeenCalledTimes(1);
  });
});
