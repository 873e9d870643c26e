import { ConfigError, readConfig } from '@silkgauge/service';
import { variables } from './config.ts';

const faultsOf = (environment: Readonly<Record<string, string>>): readonly string[] => {
  try {
    readConfig(environment, variables);
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
      DATABASE_URL: 'postgres://u@db/silkgauge',
      DATABASE_PASSWORD_FILE: '/none.password',
      KAFKA_BROKERS: 'kafka:9092',
      ACCESS: 'closed',
      ACCESS_PUBLIC_KEY_FILE: '/none.pub',
      NOTIFIER_SECRET_KEYS: 'x',
      NOTIFIER_ORIGIN: 'a b',
    }),
  ).toEqual([
    expect.stringMatching(/^PORT is "70000"/),
    expect.stringMatching(/^TLS_CERT_FILE is "\/none\.crt": ENOENT/),
    expect.stringMatching(/^TLS_KEY_FILE is "\/none\.key": ENOENT/),
    expect.stringMatching(/^DATABASE_PASSWORD_FILE: ENOENT/),
    expect.stringMatching(/^DATABASE_URL: db is another machine/),
    expect.stringMatching(/^KAFKA_SECURITY is PLAINTEXT, and kafka:9092 is not on this machine/),
    expect.stringMatching(/^ACCESS is "closed"/),
    expect.stringMatching(/^ACCESS_PUBLIC_KEY_FILE is "\/none\.pub": ENOENT/),
    expect.stringMatching(/^NOTIFIER_SECRET_KEYS: key 1 is not/),
    expect.stringMatching(/^NOTIFIER_ORIGIN is "a b"/),
  ]);
});
