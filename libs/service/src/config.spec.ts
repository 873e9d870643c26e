import { asInteger, asList, asOneOf, asUrl, ConfigError, readConfig, type Variables } from './config.ts';
import { serviceVariables } from './service-variables.ts';

const variables = {
  ...serviceVariables(4100),
  databaseUrl: {
    name: 'DATABASE_URL',
    about: 'where the database is',
    secret: true,
    parse: asUrl('postgres:', 'postgresql:'),
  },
  tokens: { name: 'TOKENS', about: 'who may', fallback: [] as readonly string[], parse: asList },
} satisfies Variables;

describe('readConfig', () => {
  it('takes fallbacks for absent or empty variables', () => {
    const config = readConfig(
      { DATABASE_URL: 'postgres://u@h/d', HOST: '', PORT: ' 0 ', TOKENS: 'a, b,,' },
      variables,
    );
    expect(config).toEqual({
      host: '127.0.0.1',
      port: 0,
      logLevel: 'info',
      tls: null,
      trustedProxies: [],
      tracing: null,
      databaseUrl: 'postgres://u@h/d',
      tokens: ['a', 'b'],
    });
  });

  it('reports all faults at once, without secrets', () => {
    const read = () =>
      readConfig(
        { PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://user:hunter2@host/db' },
        variables,
      );
    expect(read).toThrow(ConfigError);
    expect(read).toThrow(
      [
        'The configuration is not usable:',
        '  PORT is "70000": not a whole number from 0 to 65535 (port to listen on; 0 takes a free one)',
        '  LOG_LEVEL is "loud": not one of fatal, error, warn, info, debug, trace, silent (least severity that is logged)',
        '  DATABASE_URL: not a URL starting with postgres: or postgresql: (where the database is)',
      ].join('\n'),
    );
    expect(() => readConfig({}, variables)).toThrow('DATABASE_URL is missing: where the database is');
  });

  it('reads groups of variables, and reports each of their faults', () => {
    const ends = {
      range: {
        members: [
          { name: 'FIRST', about: 'where it begins' },
          { name: 'LAST', about: 'where it ends' },
        ],
        read: ({ FIRST, LAST }: Readonly<Record<string, string | undefined>>) => {
          const faults = [FIRST ?? 'FIRST is missing', LAST ?? 'LAST is missing'];
          if (FIRST === undefined && LAST === undefined) throw new RangeError(faults.join('\n'));
          return faults.join(' to ');
        },
      },
    } satisfies Variables;
    expect(readConfig({ FIRST: '1', LAST: '2' }, ends)).toEqual({ range: '1 to 2' });
    expect(() => readConfig({}, ends)).toThrow(
      'The configuration is not usable:\n  FIRST is missing\n  LAST is missing',
    );
  });

  it('is refused where Node is told to trust whoever answers over TLS', () => {
    const environment = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
    expect(() => readConfig(environment, {})).toThrow(/NODE_TLS_REJECT_UNAUTHORIZED is 0: .*Leave it out/);
    expect(readConfig({ NODE_TLS_REJECT_UNAUTHORIZED: '1' }, {})).toEqual({});
  });

  it('passes on errors other than RangeError', () => {
    const broken = {
      key: {
        name: 'KEY',
        about: 'x',
        parse: () => {
          throw new TypeError('a mistake of ours');
        },
      },
    };
    expect(() => readConfig({ KEY: 'x' }, broken)).toThrow(TypeError);
  });

  it.each(['1.5', '-1', '1e3', '0x10', '१', '9007199254740993'])('refuses %s as a whole number', (text) => {
    expect(() => asInteger(0)(text)).toThrow(RangeError);
  });

  it('takes words from a closed list only', () => {
    expect(asOneOf('a', 'b')('b')).toBe('b');
    expect(() => asOneOf('a', 'b')('c')).toThrow('not one of a, b');
  });
});
