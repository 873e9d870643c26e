import { connectionSecurity, kafkajsSecurity } from './client-security.ts';
import { clearText, kafkaSecurity } from './security.ts';

const files: Record<string, string> = {
  '/ca.pem': 'CA',
  '/own.crt': 'CERT',
  '/own.key': 'KEY',
  '/password': 'pass word\n',
  '/empty': '\n',
};

const read = (environment: Record<string, string>) =>
  kafkaSecurity(environment, (path) => {
    const text = files[path];
    if (text === undefined) throw new Error(`no such file ${path}`);
    return text;
  });

/** Faults of an environment. */
function faults(environment: Record<string, string>): string[] {
  try {
    read(environment);
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(RangeError);
    return (error as Error).message.split('\n');
  }
}

const SCRAM = {
  KAFKA_SECURITY: 'SASL_SSL',
  KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
  KAFKA_USERNAME: 'feeds',
  KAFKA_PASSWORD_FILE: '/password',
};
const OAUTH = {
  KAFKA_SECURITY: 'SASL_SSL',
  KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
  KAFKA_OAUTH_TOKEN_URL: 'https://tokens.example/token',
  KAFKA_OAUTH_CLIENT_ID: 'feeds',
  KAFKA_OAUTH_CLIENT_SECRET_FILE: '/password',
};
const PLAIN = { ...SCRAM, KAFKA_SASL_MECHANISM: 'PLAIN' };
const TOKEN_FILE = {
  KAFKA_SECURITY: 'SASL_SSL',
  KAFKA_SASL_MECHANISM: 'OAUTHBEARER',
  KAFKA_OAUTH_TOKEN_FILE: '/token',
};

describe('security by the environment', () => {
  it('is PLAINTEXT on the loopback by default', () => {
    expect(read({})).toEqual({ protocol: 'PLAINTEXT' });
    for (const KAFKA_BROKERS of ['127.0.0.1:9092', 'localhost:1', '[::1]:9092', '127.1.2.3:1, localhost:2'])
      expect(read({ KAFKA_BROKERS })).toEqual({ protocol: 'PLAINTEXT' });
  });

  it('is PLAINTEXT off the loopback only with INSECURE_TRANSPORT=1', () => {
    const KAFKA_BROKERS = 'localhost:9092, kafka:9092, 127.0.0.1.example.org:9092';
    expect(faults({ KAFKA_BROKERS })).toEqual([
      'KAFKA_SECURITY is PLAINTEXT, and kafka:9092, 127.0.0.1.example.org:9092 is not on this machine: use SSL or SASL_SSL, or say INSECURE_TRANSPORT=1 where the network is trusted',
    ]);
    expect(read({ KAFKA_BROKERS, INSECURE_TRANSPORT: '1' })).toEqual({ protocol: 'PLAINTEXT' });
    expect(faults({ KAFKA_BROKERS, INSECURE_TRANSPORT: 'yes' })).toHaveLength(1);
  });

  it('warns at the start of unencrypted traffic over a network', () => {
    expect(clearText(['127.0.0.1:1'], { protocol: 'PLAINTEXT' })).toBeNull();
    expect(clearText(['kafka:1'], { protocol: 'SSL', tls: {} })).toBeNull();
    expect(clearText(['localhost:1', 'kafka:1'], { protocol: 'PLAINTEXT' })).toMatch(
      /^INSECURE_TRANSPORT=1: what goes to kafka:1 can be read/,
    );
  });

  it('is TLS with the files named, and a secret without the line end that an editor leaves', () => {
    expect(read({ KAFKA_SECURITY: 'SSL' })).toEqual({ protocol: 'SSL', tls: {} });
    expect(
      read({
        KAFKA_SECURITY: 'SSL',
        KAFKA_CA_FILE: '/ca.pem',
        KAFKA_CERT_FILE: '/own.crt',
        KAFKA_KEY_FILE: '/own.key',
      }),
    ).toEqual({ protocol: 'SSL', tls: { ca: 'CA', cert: 'CERT', key: 'KEY' } });
    expect(read({ ...SCRAM, KAFKA_CA_FILE: '/ca.pem' })).toEqual({
      protocol: 'SASL_SSL',
      tls: { ca: 'CA' },
      sasl: { mechanism: 'SCRAM-SHA-512', username: 'feeds', password: 'pass word' },
    });
    expect(read({ ...OAUTH, KAFKA_OAUTH_SCOPE: 'kafka' })).toMatchObject({
      protocol: 'SASL_SSL',
      sasl: { mechanism: 'OAUTHBEARER' },
    });
    expect(faults({ ...OAUTH, KAFKA_OAUTH_TOKEN_URL: 'http://127.0.0.1:1/token' })).toEqual([]);
  });

  it.each(['PLAINTEXT', 'SSL', 'SASL_PLAINTEXT', ''])('refuses PLAIN with KAFKA_SECURITY=%s', (protocol) => {
    expect(faults({ ...PLAIN, KAFKA_SECURITY: protocol })).toEqual([
      `KAFKA_SASL_MECHANISM is PLAIN, which shows the password itself, and KAFKA_SECURITY is ${protocol || 'PLAINTEXT'}: PLAIN goes over TLS alone, set SASL_SSL`,
    ]);
  });

  it('takes PLAIN over TLS, and tokens of a file with extensions', () => {
    expect(read(PLAIN)).toEqual({
      protocol: 'SASL_SSL',
      tls: {},
      sasl: { mechanism: 'PLAIN', username: 'feeds', password: 'pass word' },
    });
    const KAFKA_OAUTH_EXTENSIONS = 'logicalCluster=lkc-1, identityPoolId=pool-2';
    expect(read({ ...TOKEN_FILE, KAFKA_OAUTH_EXTENSIONS })).toMatchObject({
      sasl: {
        mechanism: 'OAUTHBEARER',
        extensions: { logicalCluster: 'lkc-1', identityPoolId: 'pool-2' },
      },
    });
    expect(read({ ...OAUTH, KAFKA_OAUTH_EXTENSIONS })).toMatchObject({
      sasl: { extensions: { logicalCluster: 'lkc-1' } },
    });
  });

  it.each<[string, Record<string, string>, string[]]>([
    ['another word', { KAFKA_SECURITY: 'SASL_PLAINTEXT' }, ['SASL_PLAINTEXT', 'PLAINTEXT, SSL, SASL_SSL']],
    ['files of TLS without it', { KAFKA_CA_FILE: '/ca.pem' }, ['KAFKA_CA_FILE is given']],
    ['a password without SASL', { KAFKA_SECURITY: 'SSL', KAFKA_USERNAME: 'x' }, ['KAFKA_USERNAME is given']],
    ['half a pair', { KAFKA_SECURITY: 'SSL', KAFKA_CERT_FILE: '/own.crt' }, ['KAFKA_KEY_FILE']],
    ['a file that is away', { KAFKA_SECURITY: 'SSL', KAFKA_CA_FILE: '/none' }, ['KAFKA_CA_FILE is "/none"']],
    ['no mechanism', { KAFKA_SECURITY: 'SASL_SSL' }, ['KAFKA_SASL_MECHANISM is missing']],
    ['another mechanism', { ...SCRAM, KAFKA_SASL_MECHANISM: 'GSSAPI' }, ['"GSSAPI": not one of']],
    ['two sources of tokens', { ...TOKEN_FILE, KAFKA_OAUTH_SCOPE: 'x' }, ['KAFKA_OAUTH_SCOPE', 'TOKEN_FILE']],
    ['extensions of a password', { ...PLAIN, KAFKA_OAUTH_EXTENSIONS: 'a=b' }, ['KAFKA_OAUTH_EXTENSIONS']],
    [
      'an extension without a value',
      { ...TOKEN_FILE, KAFKA_OAUTH_EXTENSIONS: 'a' },
      ['is "a"', 'name=value'],
    ],
    ['the name of the token', { ...TOKEN_FILE, KAFKA_OAUTH_EXTENSIONS: 'auth=x' }, ['is "auth=x"']],
    ['an empty secret', { ...SCRAM, KAFKA_PASSWORD_FILE: '/empty' }, ['KAFKA_PASSWORD_FILE', 'empty']],
    ['tokens over plain HTTP', { ...OAUTH, KAFKA_OAUTH_TOKEN_URL: 'http://tokens.example/' }, ['https:']],
    ['no URL', { ...OAUTH, KAFKA_OAUTH_TOKEN_URL: 'tokens' }, ['KAFKA_OAUTH_TOKEN_URL is "tokens"']],
    ['both ways at once', { ...SCRAM, KAFKA_OAUTH_CLIENT_ID: 'x' }, ['KAFKA_OAUTH_CLIENT_ID is given']],
  ])('refuses %s and says what is wrong', (_, environment, words) => {
    const [fault = '', ...more] = faults(environment);
    expect(more).toEqual([]);
    for (const word of words) expect(fault).toContain(word);
  });

  it('reports every fault, and no secret', () => {
    const found = faults({
      KAFKA_SECURITY: 'SASL_SSL',
      KAFKA_KEY_FILE: '/none',
      KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512',
      KAFKA_OAUTH_SCOPE: 'x',
    });
    expect(found.map((fault) => fault.split(' ')[0])).toEqual([
      'KAFKA_KEY_FILE',
      'KAFKA_OAUTH_SCOPE',
      'KAFKA_USERNAME',
      'KAFKA_PASSWORD_FILE',
    ]);
    expect(JSON.stringify(faults({ ...SCRAM, KAFKA_USERNAME: '' }))).not.toContain('pass word');
  });
});

describe('options of the clients', () => {
  it('always have the name of the broker checked, whatever the environment of the process', () => {
    const security = read({ ...SCRAM, KAFKA_CA_FILE: '/ca.pem' });
    expect(kafkajsSecurity(security).ssl).toEqual({ ca: 'CA', rejectUnauthorized: true });
    expect(connectionSecurity({ brokers: ['kafka-1:9092'], security })).toMatchObject({
      tls: { ca: 'CA', rejectUnauthorized: true },
      tlsServerName: true,
    });
    expect(connectionSecurity({ brokers: ['10.0.0.1:1', '[fe80::1]:1'], security }).tlsServerName).toBe(
      false,
    );
  });

  it('are empty without security, and have the same credentials for both clients', () => {
    expect(kafkajsSecurity(undefined)).toEqual({});
    expect(connectionSecurity({ brokers: ['h:1'] })).toEqual({});
    const security = read(SCRAM);
    expect(kafkajsSecurity(security).sasl).toEqual({
      mechanism: 'scram-sha-512',
      username: 'feeds',
      password: 'pass word',
    });
    expect(connectionSecurity({ brokers: ['h:1'], security }).sasl).toEqual({
      mechanism: 'SCRAM-SHA-512',
      username: 'feeds',
      password: 'pass word',
    });
  });

  it('have PLAIN, the token and its extensions for both clients', async () => {
    const plain = read(PLAIN);
    const known = { username: 'feeds', password: 'pass word' };
    expect(kafkajsSecurity(plain).sasl).toEqual({ mechanism: 'plain', ...known });
    expect(connectionSecurity({ brokers: ['h:1'], security: plain }).sasl).toEqual({
      mechanism: 'PLAIN',
      ...known,
    });
    const tokens = { give: () => Promise.resolve('t'), forget: () => undefined };
    const extensions = { logicalCluster: 'lkc-1' };
    const security = {
      protocol: 'SASL_SSL',
      tls: {},
      sasl: { mechanism: 'OAUTHBEARER', tokens, extensions },
    } as const;
    const { oauthBearerProvider } = kafkajsSecurity(security).sasl as {
      oauthBearerProvider: () => Promise<unknown>;
    };
    expect(await oauthBearerProvider()).toEqual({ value: 't', extensions });
    expect(connectionSecurity({ brokers: ['h:1'], security }).sasl).toMatchObject({
      mechanism: 'OAUTHBEARER',
      oauthBearerExtensions: extensions,
    });
  });
});
