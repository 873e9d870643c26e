import fc from 'fast-check';
import { rangesOf } from '@silkgauge/access';
import { isPublic } from './judge-address.ts';
import { resolveSink } from './resolve-sink.ts';
import { parseSink } from '@silkgauge/contract';
import { isTrusted, mayConnect, type SinkPolicy } from './sink-policy.ts';

const policy = (members: Partial<SinkPolicy> = {}): SinkPolicy => ({
  allow: rangesOf([]),
  http: rangesOf([]),
  trusted: [],
  ownPorts: new Set([4100]),
  ...members,
});
const LOOPBACKS = rangesOf(['127.0.0.1/32', '::1/128']);

describe('globally reachable unicast', () => {
  it.each([
    '93.184.215.14',
    '2606:2800:21f:cb07:6820:80da:af6b:8b2c',
    '64:ff9b::5db8:d70e',
    '::ffff:93.184.215.14',
  ])('%s is', (address) => {
    expect(isPublic(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '192.168.1.1',
    '0.0.0.0',
    '224.0.0.1',
    '255.255.255.255',
    '192.0.2.1',
    '198.18.0.1',
    '::',
    '::1',
    'fe80::1',
    'fe80::1%eth0',
    'fc00::1',
    'fec0::1',
    'ff02::1',
    '2001:db8::1',
    '::ffff:127.0.0.1',
    '::127.0.0.1',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::5db8:d70e',
    '2002:7f00:1::',
    '2002:a00:1::1',
    '2001:0:7f00:1::5bb8:d70e',
    '2001:0:5db8:d70e::80ff:fffe',
  ])('%s is not', (address) => {
    expect(isPublic(address)).toBe(false);
  });

  it('says of an IPv4 address inside an IPv6 one what it says of the address', () => {
    fc.assert(
      fc.property(fc.ipV4(), (v4) => {
        const [a = 0, b = 0, c = 0, d = 0] = v4.split('.').map(Number);
        const hex = `${((a << 8) | b).toString(16)}:${((c << 8) | d).toString(16)}`;
        for (const inside of [`::ffff:${v4}`, `64:ff9b::${hex}`, `2002:${hex}::1`])
          expect({ inside, is: isPublic(inside) }).toEqual({ inside, is: isPublic(v4) });
      }),
    );
  });
});

it.each([
  'ftp://example.org/',
  'https://user@example.org/',
  'https://user:password@example.org/',
  'https://example.org/#part',
  'https://example.org:22/',
  'http://example.org:6667/',
  'javascript:alert(1)',
  '/growth',
  'https://',
  `https://example.org/${'x'.repeat(2_048)}`,
])('%s is no sink', (address) => {
  expect(parseSink(address)).toBeUndefined();
});

it.each([
  'http://0x7f000001/',
  'http://127.1/',
  'http://2130706433/',
  'http://%31%32%37.0.0.1/',
  'http://１２７.０.０.１/',
])('%s is read as a URL parser reads it, and refused', async (address) => {
  const url = parseSink(address)!;
  expect(url.hostname).toBe('127.0.0.1');
  await expect(resolveSink(url, policy())).rejects.toThrow('refused-address');
});

describe('a connection', () => {
  const tls = { port: 443, plain: false };

  it('goes to a public address by TLS alone', () => {
    expect(mayConnect(policy(), '93.184.215.14', tls)).toBe(true);
    expect(mayConnect(policy(), '93.184.215.14', { port: 80, plain: true })).toBe(false);
    expect(
      mayConnect(policy({ http: rangesOf(['93.184.215.0/24']) }), '93.184.215.14', {
        port: 80,
        plain: true,
      }),
    ).toBe(true);
  });

  it('goes to a private address that is allowed, also where it is inside another one', () => {
    const allow = rangesOf(['10.1.0.0/16']);
    expect(mayConnect(policy({ allow }), '10.1.2.3', tls)).toBe(true);
    expect(mayConnect(policy({ allow }), '::ffff:10.1.2.3', tls)).toBe(true);
    expect(mayConnect(policy({ allow }), '10.2.2.3', tls)).toBe(false);
  });

  it('never goes to a port of the product on this machine', () => {
    const local = policy({ allow: LOOPBACKS, http: LOOPBACKS });
    expect(mayConnect(local, '127.0.0.1', { port: 4_999, plain: true })).toBe(true);
    expect(mayConnect(local, '127.0.0.1', { port: 4_100, plain: true })).toBe(false);
    expect(mayConnect(local, '::1', { port: 4_100, plain: true })).toBe(false);
    expect(mayConnect(local, '93.184.215.14', { port: 4_100, plain: false })).toBe(true);
  });
});

it('a name is resolved once, and one refused address refuses all', async () => {
  let asked = 0;
  const resolve =
    (...addresses: string[]) =>
    () => {
      asked += 1;
      return Promise.resolve(
        addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })),
      );
    };
  const url = new URL('https://example.org/');
  const good = ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'];
  expect((await resolveSink(url, policy(), resolve(...good))).map(({ address }) => address)).toEqual(good);
  expect(asked).toBe(1);
  await expect(resolveSink(url, policy(), resolve(...good, '10.0.0.1'))).rejects.toThrow('refused-address');
  // One wording: nobody learns which names there are inside.
  await expect(resolveSink(url, policy(), resolve())).rejects.toThrow('refused-address');
  await expect(resolveSink(url, policy(), () => Promise.reject(new Error('ENOTFOUND')))).rejects.toThrow(
    'refused-address',
  );
});

it('a trusted name is one of the list, or below one with *.', () => {
  const trusting = policy({ trusted: ['hooks.example.org', '*.example.net'] });
  const isOne = (host: string) => isTrusted(trusting, new URL(`https://${host}/`));
  expect(['hooks.example.org', 'a.example.net', 'a.b.example.net'].filter((host) => !isOne(host))).toEqual(
    [],
  );
  expect(
    ['example.net', 'example.org', 'badexample.net', 'hooks.example.org.evil.net'].filter(isOne),
  ).toEqual([]);
});
