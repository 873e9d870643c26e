import { rangesOf } from '@silkgauge/access';
import { ownPortsOf } from './own-ports.ts';
import { mayConnect } from './sink-policy.ts';

const LOOPBACKS = rangesOf(['127.0.0.1/32', '::1/128']);

/** Whether plain HTTP to a port of the loopback is a sink of a notifier with these servers. */
function isSink(port: number, databaseUrl: string, brokers: readonly string[] = []): boolean {
  const ownPorts = ownPortsOf({ ownPorts: [4100], port: 4105, databaseUrl, brokers });
  const policy = { allow: LOOPBACKS, http: LOOPBACKS, trusted: [], ownPorts };
  return mayConnect(policy, '127.0.0.1', { port, plain: true });
}

describe('ports of the product on this machine are no sinks', () => {
  it.each([
    ['postgres://me:it@127.0.0.1:6543/silkgauge', 6543],
    ['postgres://me@db-1:6001,db-2:6002/silkgauge?sslmode=verify-full', 6002],
    ['postgres://localhost/silkgauge', 5432],
    ['postgres://localhost/silkgauge?host=%2Frun%2Fpostgresql&port=6543', 6543],
  ])('the port of the database of %s', (databaseUrl, port) => {
    expect(isSink(port, databaseUrl)).toBe(false);
  });

  it.each([
    ['127.0.0.1:19092', 19_092],
    ['[::1]:19093', 19_093],
    ['kafka', 9092],
  ])('the port of the broker %s', (broker, port) => {
    expect(isSink(port, 'postgres://localhost/silkgauge', ['other:1', broker])).toBe(false);
  });

  it('those given and that of the service, and no others', () => {
    const databaseUrl = 'postgres://localhost:6543/silkgauge';
    expect([4100, 4105, 8080].map((port) => isSink(port, databaseUrl, ['kafka:19092']))).toEqual([
      false,
      false,
      true,
    ]);
  });
});
