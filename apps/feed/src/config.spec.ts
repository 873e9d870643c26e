import { portOf } from '@silkgauge/contract';
import { ConfigError, readConfig } from '@silkgauge/service';
import { feedNamed, variablesOf } from './config.ts';

const faultsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(environment, variablesOf('customs-feed'));
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
};

it('a start is refused with all of its faults at once', () => {
  expect(
    faultsOf({
      PORT: '70000',
      TLS_CERT_FILE: '/none.crt',
      TLS_KEY_FILE: '/none.key',
      KAFKA_BROKERS: 'kafka',
      KAFKA_SECURITY: 'SSL',
      KAFKA_CA_FILE: '/none.pem',
      REPLICATION: '2',
      EMBARGO_KEYS: '1:short',
      ACCESS: 'closed',
      ACCESS_PUBLIC_KEY_FILE: '/none.pub',
    }),
  ).toEqual([
    expect.stringMatching(/^PORT is "70000"/),
    expect.stringMatching(/^TLS_CERT_FILE is "\/none\.crt": ENOENT/),
    expect.stringMatching(/^TLS_KEY_FILE is "\/none\.key": ENOENT/),
    expect.stringMatching(/^KAFKA_BROKERS is "kafka"/),
    expect.stringMatching(/^KAFKA_CA_FILE is "\/none\.pem", which cannot be read/),
    expect.stringMatching(/^REPLICATION is "2"/),
    expect.stringMatching(/^EMBARGO_KEYS: key 1 is not a generation and 32 bytes/),
    expect.stringMatching(/^ACCESS is "closed"/),
    expect.stringMatching(/^ACCESS_PUBLIC_KEY_FILE is "\/none\.pub": ENOENT/),
  ]);
});

it('a process is the feed that it is told to be, at the port of that', () => {
  expect(variablesOf(feedNamed('policy-notice')).port.fallback).toBe(portOf('policy-notice'));
  expect(() => feedNamed('customs')).toThrow('name one feed: customs-feed, platform-sales, policy-notice');
  expect(() => feedNamed(undefined)).toThrow('name one feed');
});
