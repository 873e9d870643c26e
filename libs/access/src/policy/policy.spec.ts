import { MOST_COUNTED } from '../record/shapes.ts';
import { pinnedAgainst, policyInForce, readPolicy } from './policy.ts';

const open = { access: 'open', anonymous: null } as const;
const keys = { access: 'keys', anonymous: null } as const;

describe('the policy in force', () => {
  it('lets anonymous do everything or nothing where nobody decided', () => {
    expect(policyInForce({}, open).anonymous).toEqual(['read', 'push', 'observe']);
    expect(policyInForce({}, keys).anonymous).toEqual([]);
    expect(policyInForce({ anonymous: ['read'] }, open).anonymous).toEqual(['read']);
    expect(policyInForce({ anonymous: [] }, open).anonymous).toEqual([]);
  });

  it('is what the environment fixes, which is told', () => {
    const fixed = { access: 'keys', anonymous: ['read'] } as const;
    expect(policyInForce({ anonymous: [] }, fixed)).toMatchObject({
      anonymous: ['read'],
      pinned: ['anonymous'],
    });
    expect(policyInForce({}, keys).pinned).toEqual([]);
    expect(pinnedAgainst({ anonymous: ['read', 'push'] }, fixed)).toEqual(['anonymous']);
    expect(pinnedAgainst({ anonymous: ['read'] }, fixed)).toEqual([]);
    expect(pinnedAgainst({}, fixed)).toEqual([]);
    expect(pinnedAgainst({ anonymous: [] }, keys)).toEqual([]);
  });

  it('has the documented limits, each of which a document may replace or lift', () => {
    const { limits } = policyInForce({ limits: { key: { data: { q: 5, w: 10 }, push: null } } }, keys);
    expect(limits.key).toEqual({
      data: { q: 5, w: 10 },
      structure: { q: 1_200, w: 60 },
      push: null,
      'push-bytes': { q: 1_073_741_824, w: 60 },
      stream: { q: 50 },
      manage: { q: 300, w: 60 },
    });
    expect(limits.anonymous).toEqual({
      data: { q: 600, w: 60 },
      structure: { q: 600, w: 60 },
      push: { q: 600, w: 60 },
      'push-bytes': { q: 67_108_864, w: 60 },
      stream: { q: 10 },
      manage: null,
    });
  });
});

const issuer = {
  issuer: 'https://id.example',
  audience: 'silkgauge',
  jwksUri: 'https://id.example/keys',
  algorithms: ['ES256'],
};
const publicKey = { kty: 'EC', crv: 'P-256', kid: '1', x: 'x', y: 'y' };

describe('a document of policy', () => {
  it('is kept as written, with windows of a minute where none is said', () => {
    const document = {
      anonymous: ['read'],
      issuers: [
        issuer,
        { ...issuer, issuer: 'b', jwksUri: undefined, jwks: { keys: [publicKey] }, typ: 'JWT' },
      ],
      limits: { anonymous: { data: { q: 5 }, stream: { q: 1 } }, key: { manage: null } },
      webhooks: { allow: ['10.1.2.3/16'], http: ['2001:db8::1/32'], trusted: ['*.example.org', 'localhost'] },
    };
    const read = readPolicy(JSON.parse(JSON.stringify(document)));
    expect(read).toEqual({
      ok: true,
      policy: {
        ...document,
        issuers: [
          issuer,
          {
            issuer: 'b',
            audience: 'silkgauge',
            algorithms: ['ES256'],
            jwks: { keys: [publicKey] },
            typ: 'JWT',
          },
        ],
        limits: { anonymous: { data: { q: 5, w: 60 }, stream: { q: 1 } }, key: { manage: null } },
        webhooks: { ...document.webhooks, allow: ['10.1.0.0/16'], http: ['2001:db8::/32'] },
      },
    });
    expect(readPolicy({})).toEqual({ ok: true, policy: {} });
  });

  it.each<[unknown, readonly string[]]>([
    [[], ['object ']],
    [{ anonymus: [] }, ['unknown-member /anonymus']],
    [
      { anonymous: ['read', 'operate', 'subscribe'] },
      ['anonymous-scope /anonymous/1', 'anonymous-scope /anonymous/2'],
    ],
    [{ anonymous: ['red', 'read', 'read'] }, ['scope /anonymous/0', 'repeated /anonymous/2']],
    [
      { issuers: [{ ...issuer, algorithms: ['HS256', 'none'] }] },
      ['algorithm /issuers/0/algorithms/0', 'algorithm /issuers/0/algorithms/1'],
    ],
    [{ issuers: [{ ...issuer, algorithms: [] }] }, ['required /issuers/0/algorithms']],
    [{ issuers: [issuer, issuer] }, ['repeated /issuers/1/issuer']],
    [{ issuers: [{ ...issuer, jwks: { keys: [] } }] }, ['key-set /issuers/0']],
    [{ issuers: [{ ...issuer, jwksUri: undefined }] }, ['key-set /issuers/0']],
    [{ issuers: [{ ...issuer, jwksUri: 'http://id.example/' }] }, ['address /issuers/0/jwksUri']],
    [{ issuers: [{ ...issuer, jwksUri: 'https://user@id.example/' }] }, ['address /issuers/0/jwksUri']],
    [
      { issuers: [{ ...issuer, jwksUri: undefined, jwks: { keys: [{ ...publicKey, d: 'secret' }] } }] },
      ['key-set /issuers/0/jwks/keys/0'],
    ],
    [
      { issuers: [{ ...issuer, jwksUri: undefined, jwks: { keys: [{ kty: 'EC' }] } }] },
      ['key-set /issuers/0/jwks/keys/0'],
    ],
    [{ limits: { key: { push: { q: MOST_COUNTED + 1 } } } }, ['limit /limits/key/push/q']],
    [
      { limits: { key: { data: { q: 0, w: 86_401 } } } },
      ['limit /limits/key/data/q', 'limit /limits/key/data/w'],
    ],
    [
      { limits: { key: { stream: { q: 1, w: 5 }, dada: null } } },
      ['unknown-member /limits/key/dada', 'unknown-member /limits/key/stream/w'],
    ],
    [{ limits: { anonymous: { push: 5 } } }, ['object /limits/anonymous/push']],
    [
      { webhooks: { allow: ['10.1.0.0', '10.1/16', '300.1.1.1/8', '10.0.0.0/33'] } },
      [0, 1, 2, 3].map((at) => `cidr /webhooks/allow/${String(at)}`),
    ],
    [
      { webhooks: { trusted: ['*', 'a.*.org', 'UP.example'] } },
      [0, 1, 2].map((at) => `host-pattern /webhooks/trusted/${String(at)}`),
    ],
  ])('has faults by place (%#)', (document, faults) => {
    const read = readPolicy(document);
    expect(read.ok ? [] : read.faults.map(({ rule, pointer }) => `${rule} ${pointer}`)).toEqual(faults);
  });

  it('may fetch keys without TLS from this machine alone', () => {
    for (const jwksUri of ['http://127.0.0.1:9/', 'http://[::1]/', 'http://localhost/'])
      expect(readPolicy({ issuers: [{ ...issuer, jwksUri }] }).ok).toBe(true);
  });
});
