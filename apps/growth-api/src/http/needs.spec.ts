import { CALLS, PAGES, type AnyCall } from '@silkgauge/contract';
import { needsOfApi } from './needs.ts';

const limitOf = (originalUrl: string, route: string): string | null =>
  needsOfApi({ method: 'GET', originalUrl, routeOptions: { url: route, config: {} } }).limit;

describe('the limit of a query of SDMX', () => {
  it.each([
    ['/sdmx/3.0/data/dataflow/*/DF_GROWTH', 'data'],
    ['/sdmx/3.0/%64ata/dataflow/*/DF_GROWTH', 'data'],
    ['/sdmx/3.0/availability/dataflow/*/DF_GROWTH', 'data'],
    ['/sdmx/3.0/structure/dataflow', 'structure'],
    ['/sdmx/3.0/datum', 'structure'],
    ['/sdmx/2.1/data/DF_GROWTH', 'data'],
    ['/sdmx/2.1/dat%61/DF_GROWTH', 'data'],
    ['/sdmx/2.1/availableconstraint/DF_GROWTH', 'data'],
    ['/sdmx/2.1/dataflow', 'structure'],
    ['/sdmx/2.1/datastructure/SILKGAUGE', 'structure'],
    ['/sdmx/2.1/%', 'structure'],
    ['/sdmx/2.1', 'structure'],
    ['/sdmx/1.0/data', 'structure'],
  ])('%s is that of %s', (url, limit) => {
    const door = url.split('/').slice(0, 3).join('/');
    expect(limitOf(url, `${door}/*`)).toBe(limit);
  });
});

it.each([
  ['/bulletins/style.css', 'nothing'],
  ['/draft', 'nothing'],
  ['/v1/undeclared', 'read'],
])('%s, which no call declares, asks for the right to %s', (route, scope) => {
  const routeOptions = { url: route, config: {} };
  expect(needsOfApi({ method: 'GET', originalUrl: route, routeOptions }).scope).toBe(scope);
});

it('pages that hold figures need the right to read, as the calls of the API do but for subscriptions', () => {
  const { subscriptions, ...others } = CALLS;
  for (const { said } of Object.values<AnyCall>({ ...others, ...PAGES }))
    expect([said.summary, said.needs.scope]).toEqual([said.summary, 'read']);
  expect(subscriptions.said.needs).toEqual({ scope: 'nothing', limit: 'manage' });
});
