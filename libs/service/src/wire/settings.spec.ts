import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { certificateAuthority } from '@silkgauge/testing';
import { ConfigError, readConfig } from '../config.ts';
import { serviceVariables } from '../service-variables.ts';
import { plainWarning } from './settings.ts';

const read = (environment: Readonly<Record<string, string>>) =>
  readConfig(environment, serviceVariables(4100));

const folder = mkdtempSync(join(tmpdir(), 'silkgauge-wires-'));
const [cert, key, other, clientCa] = ['a.crt', 'a.key', 'b.key', 'ca.pem'].map((name) =>
  join(folder, name),
) as [string, string, string, string];

beforeAll(async () => {
  const authority = await certificateAuthority(folder);
  const [a, b] = await Promise.all(['one', 'two'].map((name) => authority.issue(name)));
  if (!a || !b) throw new Error('there are two pairs');
  copyFileSync(a.certFile, cert);
  copyFileSync(a.keyFile, key);
  copyFileSync(b.keyFile, other);
  copyFileSync(authority.caFile, clientCa);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('the settings of wires', () => {
  it('are plain HTTP and no proxy unless said', () => {
    expect(read({})).toMatchObject({ tls: null, trustedProxies: [] });
  });

  it('name a certificate and its key, and authorities of clients', () => {
    const files = { TLS_CERT_FILE: cert, TLS_KEY_FILE: ` ${key} ` };
    expect(read(files).tls).toEqual({ cert, key, clientCa: null });
    expect(read({ ...files, TLS_CLIENT_CA_FILE: clientCa }).tls?.clientCa).toBe(clientCa);
  });

  it('are refused with each file that cannot be served with, beside the other faults', () => {
    const none = join(folder, 'none');
    const plain = join(folder, 'plain');
    writeFileSync(plain, 'no PEM');
    const faultsOf = (environment: Readonly<Record<string, string>>) => {
      try {
        return read(environment);
      } catch (error) {
        return (error as ConfigError).faults;
      }
    };
    expect(
      faultsOf({
        ...{ HOST: 'localhost', PORT: 'x', TRUSTED_PROXIES: 'proxy' },
        ...{ TLS_CERT_FILE: none, TLS_KEY_FILE: plain, TLS_CLIENT_CA_FILE: key },
      }),
    ).toEqual([
      expect.stringMatching(/^PORT is "x"/),
      expect.stringMatching(/^HOST is localhost: with TLS_CERT_FILE/),
      expect.stringMatching(/^TLS_CERT_FILE is ".*none": ENOENT/),
      expect.stringMatching(/^TLS_KEY_FILE is ".*plain": it has no private key/),
      expect.stringMatching(/^TLS_CLIENT_CA_FILE is ".*a\.key": it has no certificate in PEM/),
      expect.stringMatching(/^TRUSTED_PROXIES is "proxy"/),
    ]);
    expect(faultsOf({ TLS_CERT_FILE: cert, TLS_KEY_FILE: other, LOG_LEVEL: 'loud' })).toEqual([
      expect.stringMatching(/^LOG_LEVEL is "loud"/),
      expect.stringMatching(/^TLS_KEY_FILE is ".*b\.key": it is not the key of the first certificate/),
    ]);
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

describe('a service that listens beyond this machine', () => {
  const beyond = [
    '0.0.0.0',
    '::',
    '192.0.2.7',
    'growth.example.org',
    'localhost.example.org',
    '127.0.0.1.example',
  ];
  const wires = { TLS_CERT_FILE: cert, TLS_KEY_FILE: key };

  it.each(beyond)('at %s does not start without TLS, and is told which settings to name', (HOST) => {
    const why =
      'which listens beyond this machine without TLS: name TLS_CERT_FILE and TLS_KEY_FILE, or in TRUSTED_PROXIES the proxy that ends TLS, or say INSECURE_TRANSPORT=1';
    expect(() => read({ HOST })).toThrow(`HOST is "${HOST}", ${why}`);
    expect(() => read({ HOST, INSECURE_TRANSPORT: 'yes' })).toThrow(why);
  });

  it.each([wires, { TRUSTED_PROXIES: '10.0.0.0/8' }, { INSECURE_TRANSPORT: '1' }])(
    'starts with %j',
    (settings) => {
      for (const HOST of beyond) expect(read({ HOST, ...settings }).host).toBe(HOST);
    },
  );

  it('says at its start that nothing is encrypted, where that is so', () => {
    const said = (settings: Readonly<Record<string, string>>) => plainWarning(read(settings));
    const insecure = { INSECURE_TRANSPORT: '1' };
    expect(said({ HOST: '0.0.0.0', ...insecure })).toMatch(/^INSECURE_TRANSPORT=1: .* 0\.0\.0\.0, keys/);
    expect(said(insecure)).toBeNull();
    expect(said({ HOST: '0.0.0.0', ...wires })).toBeNull();
    expect(said({ HOST: '0.0.0.0', TRUSTED_PROXIES: '10.0.0.0/8' })).toBeNull();
  });
});

it.each([
  '',
  '127.0.0.1',
  '127.9.9.9',
  '::1',
  '[::1]',
  '::ffff:127.0.0.1',
  'localhost',
  'LOCALHOST',
  'a.localhost.',
])('the address "%s" is of this machine, and needs no TLS', (HOST) => {
  expect(read({ HOST }).tls).toBeNull();
});
