import { loaderConfig } from './config.ts';

describe('loaderConfig', () => {
  it('has the local doors and folders by default', () => {
    expect(loaderConfig({}, '/srv')).toMatchObject({
      push: {
        doors: {
          'customs-feed': 'http://127.0.0.1:4101',
          'platform-sales': 'http://127.0.0.1:4102',
          'policy-notice': 'http://127.0.0.1:4103',
        },
        batchEvents: 500,
        lanes: 6,
        door: { token: '', patience: 300_000 },
      },
      source: '/loader',
      stateFolder: '/srv/.silkgauge',
      dataFolder: '/srv/data',
    });
  });

  it('takes all of it from the environment', () => {
    const env = {
      POLICY_NOTICE_URL: 'https://feeds.example.org/policy/',
      SILKGAUGE_KEY: 't',
      PUSH_BATCH: '10',
      PUSH_LANES: '2',
      PUSH_PATIENCE_SECONDS: '5',
      PUSH_SOURCE: 'https://example.org/backfills',
      SILKGAUGE_STATE: '/var/state',
      SILKGAUGE_DATA: 'other',
    };
    expect(loaderConfig(env, '/srv')).toMatchObject({
      push: {
        doors: { 'policy-notice': 'https://feeds.example.org/policy' },
        batchEvents: 10,
        lanes: 2,
        door: { token: 't', patience: 5000 },
      },
      source: 'https://example.org/backfills',
      stateFolder: '/var/state',
      dataFolder: '/srv/other',
    });
  });

  it('lists every fault at once', () => {
    const env = {
      CUSTOMS_FEED_URL: 'localhost',
      PLATFORM_SALES_URL: 'ftp://x',
      PUSH_BATCH: '2000',
      PUSH_LANES: '1.5',
      PUSH_SOURCE: 'my files',
    };
    expect(() => loaderConfig(env, '/')).toThrow(
      [
        'CUSTOMS_FEED_URL is no http address: localhost',
        'PLATFORM_SALES_URL is no http address: ftp://x',
        'PUSH_BATCH must be a whole number from 1 to 1000: 2000',
        'PUSH_LANES must be a whole number from 1 to 64: 1.5',
        'PUSH_SOURCE is no URI reference, such as /loader: my files',
      ].join('\n'),
    );
  });
});
