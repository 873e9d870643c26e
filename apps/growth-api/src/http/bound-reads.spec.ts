import { CALLS, PAGES, routesOf, type AnyCall } from '@silkgauge/contract';
import { isRead } from './bound-reads.ts';

const asking = (route: string, method = 'GET', url = route) => {
  const call = Object.values<AnyCall>({ ...CALLS, ...PAGES }).find((one) => routesOf(one).includes(route));
  const config = call ? { needs: call.said.needs } : {};
  return { method, originalUrl: url, routeOptions: { url: route, config } };
};

it.each([
  ['/v1/growth', true],
  ['/v1/growth/:series/:period/explain', true],
  ['/v1/codes', true],
  ['/bulletins', true],
  ['/v1/growth.parquet', false],
  ['/v1/growth.metadata.json', true],
  ['/v1/stream', false],
  ['/', false],
])('%s is a read of the database beside others: %j', (route, read) => {
  expect(isRead(asking(route))).toBe(read);
  expect(isRead(asking(route, 'POST'))).toBe(false);
});

it('structures of SDMX are, its data are exports', () => {
  expect(isRead(asking('/sdmx/3.0/*', 'GET', '/sdmx/3.0/structure/dataflow'))).toBe(true);
  expect(isRead(asking('/sdmx/3.0/*', 'GET', '/sdmx/3.0/data/dataflow/*/DF_GROWTH'))).toBe(false);
});
