import { readAccessRecord, recordKeyOf } from './read-record.ts';
import type { KeyRecord, PolicyRecord } from './shapes.ts';

const key: KeyRecord = {
  kind: 'key',
  id: '8Jd02kQmX1pA',
  version: 1,
  name: 'gacc-monthly',
  scopes: ['push', 'read'],
  write: { types: ['*'], sources: ['urn:gacc:'], series: [{ reporter: ['GACC'] }], names: [] },
  limits: { data: { q: 5, w: 10 }, push: null, stream: { q: 2 } },
  addresses: ['10.0.0.0/8'],
  expiresAt: null,
  jwt: null,
  createdAt: '2026-11-28T10:00:00Z',
  createdBy: 'cli',
  revokedAt: null,
  revokedReason: null,
  secrets: [{ hash: 'a'.repeat(64), from: '2026-11-28T10:00:00.123Z', until: null }],
};

const policy: PolicyRecord = {
  kind: 'policy',
  id: 'policy',
  version: 3,
  policy: {
    anonymous: ['read'],
    issuers: [
      { issuer: 'https://id.example', audience: 'silkgauge', jwks: { keys: [] }, algorithms: ['ES256'] },
    ],
    limits: { anonymous: { push: null } },
    webhooks: { allow: ['10.1.0.0/16'] },
  },
};

describe('records of keys and policy', () => {
  it('are read from JSON, with the key of each record', () => {
    for (const record of [key, policy]) {
      expect(readAccessRecord(JSON.parse(JSON.stringify(record)))).toEqual(record);
    }
    expect([key, policy].map(recordKeyOf)).toEqual(['key/8Jd02kQmX1pA', 'policy']);
  });

  it('may have members that a later version adds', () => {
    expect(readAccessRecord({ ...key, colour: 'blue' })).toEqual({ ...key, colour: 'blue' });
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'key'],
    ['another kind', { ...key, kind: 'lock' }],
    ['a version of zero', { ...key, version: 0 }],
    ['a version beyond whole numbers', { ...key, version: 2 ** 53 }],
    ['an id of another length', { ...key, id: '8Jd02kQmX1p' }],
    ['an unknown scope', { ...key, scopes: ['rule'] }],
    ['rights without sources', { ...key, write: { types: [], series: [], names: [] } }],
    [
      'a key itself in place of its hash',
      { ...key, secrets: [{ hash: 'sgk_', from: key.createdAt, until: null }] },
    ],
    ['an instant with an offset', { ...key, createdAt: '2026-11-28T10:00:00+08:00' }],
    ['a policy of another id', { ...policy, id: 'mine' }],
    [
      'an issuer with HS256',
      { ...policy, policy: { issuers: [{ ...policy.policy.issuers?.[0], algorithms: ['HS256'] }] } },
    ],
    ['operate without a credential', { ...policy, policy: { anonymous: ['operate'] } }],
  ])('are not: %s', (_name, value) => {
    expect(readAccessRecord(value)).toBeUndefined();
  });
});
