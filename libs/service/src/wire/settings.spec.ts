import { ConfigError, readConfig, serviceVariables } from '../config.ts';

const read = (environment: Readonly<Record<string, string>>) =>
  readConfig(environment, serviceVariables(4100));

describe('the settings of wires', () => {
  it('are plain HTTP and no proxy unless said', () => {
    expect(read({})).toMatchObject({ tls: null, trustedProxies: [] });
  });

  it('name a certificate and its key, and authorities of clients', () => {
    const files = { TLS_CERT_FILE: '/a.crt', TLS_KEY_FILE: ' /a.key ' };
    expect(read(files).tls).toEqual({ cert: '/a.crt', key: '/a.key', clientCa: null });
    expect(read({ ...files, TLS_CLIENT_CA_FILE: '/ca' }).tls?.clientCa).toBe('/ca');
  });

  it.each([
    [{ TLS_CERT_FILE: '/a' }, ['TLS_KEY_FILE is missing: TLS_CERT_FILE is set']],
    [{ TLS_KEY_FILE: '/a' }, ['TLS_CERT_FILE is missing: TLS_KEY_FILE is set']],
    [
      { TLS_CLIENT_CA_FILE: '/a' },
      [
        'TLS_CERT_FILE is missing: TLS_CLIENT_CA_FILE is set',
        'TLS_KEY_FILE is missing: TLS_CLIENT_CA_FILE is set',
      ],
    ],
  ])('%j is refused: each file needs the others', (files, faults) => {
    const refused = () => read({ ...files, TRUSTED_PROXIES: 'proxy' });
    expect(refused).toThrow(ConfigError);
    for (const fault of [...faults, 'TRUSTED_PROXIES is "proxy"']) expect(refused).toThrow(fault);
  });

  it('take networks, and addresses as networks of one', () => {
    const proxies = '10.0.0.0/8, 192.0.2.7,fd00::/8, ::1';
    expect(read({ TRUSTED_PROXIES: proxies }).trustedProxies).toEqual([
      '10.0.0.0/8',
      '192.0.2.7/32',
      'fd00::/8',
      '::1/128',
    ]);
  });

  it.each([
    ['10.0.0.0/33', 'is no network'],
    ['10.0.0/8', 'is no network'],
    ['10.0.0.0/8/8', 'is no network'],
    ['10.0.0.0/+8', 'is no network'],
    ['1', 'is no network'],
    ['true', 'is no network'],
    ['loopback', 'is no network'],
    ['0.0.0.0/0', 'is every address'],
    ['::/0', 'is every address'],
  ])('refuse %s as a proxy, also as a count of hops', (text, why) => {
    expect(() => read({ TRUSTED_PROXIES: text })).toThrow(`${text} ${why}`);
  });
});
