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
      GROWTH_API_URL: 'growth-api',
      MCP_CALLS_AT_ONCE: '0',
    }),
  ).toEqual([
    expect.stringMatching(/^PORT is "70000"/),
    expect.stringMatching(/^TLS_CERT_FILE is "\/none\.crt": ENOENT/),
    expect.stringMatching(/^TLS_KEY_FILE is "\/none\.key": ENOENT/),
    expect.stringMatching(/^GROWTH_API_URL is "growth-api"/),
    expect.stringMatching(/^MCP_CALLS_AT_ONCE is "0"/),
  ]);
});
