import { jest } from '@jest/globals';
import { madeKey, WrittenTable } from '@silkgauge/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { KeySets } from '../jwt/key-sets.ts';
import { newKey } from '../key/key.ts';
import { Judge } from './judge.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const write = { types: ['*'], sources: ['*'], series: [{}], names: ['*'] };

const judging = (table: WrittenTable, access: 'open' | 'keys' = 'keys') =>
  new Judge({
    table,
    environment: { access, anonymous: null },
    staleSeconds: 900,
    keySets: new KeySets(),
    clock: () => NOW,
  });

const ask = async (judge: Judge, authorization?: string | readonly string[], address = '192.0.2.7') => {
  const values = authorization === undefined ? [] : [authorization].flat();
  const decision = await judge.judge({ authorization: values, address });
  return decision.ok ? decision.caller : `${decision.why}: ${decision.detail}`;
};

describe('a caller without a credential', () => {
  it('is anonymous, with what the policy or the environment gives', async () => {
    const table = new WrittenTable();
    expect(await ask(judging(table))).toMatchObject({ name: 'anonymous', scopes: new Set(), write: null });
    expect(await ask(judging(table, 'open'))).toMatchObject({
      scopes: new Set(['read', 'push', 'observe']),
      limits: null,
    });
    table.document = { anonymous: ['read'], limits: { anonymous: { data: { q: 1, w: 2 } } } };
    expect(await ask(judging(table))).toMatchObject({
      scopes: new Set(['read']),
      limits: { data: { q: 1, w: 2 }, push: { q: 600 } },
    });
  });

  it('has what a changed policy gives', async () => {
    const table = new WrittenTable();
    const judge = judging(table);
    await ask(judge);
    table.document = { anonymous: ['observe'] };
    expect(await ask(judge)).toMatchObject({ scopes: new Set(['observe']) });
  });

  it('is counted by address, of version 6 by its first 64 bits', async () => {
    const judge = judging(new WrittenTable());
    const countedOf = async (address: string) => {
      const caller = await ask(judge, undefined, address);
      return typeof caller === 'string' ? caller : caller.counted;
    };
    expect(await countedOf('192.0.2.7')).toBe('address 192.0.2.7');
    expect(await countedOf('::ffff:192.0.2.7')).toBe('address 192.0.2.7');
    expect(await countedOf('2001:db8:1:2:3::4')).toBe(await countedOf('2001:db8:1:2::'));
    expect(await countedOf('2001:db8:1:3::')).not.toBe(await countedOf('2001:db8:1:2::'));
  });

  it('goes on where the table is stale', async () => {
    const table = new WrittenTable();
    table.age = Infinity;
    expect(await ask(judging(table, 'open'))).toMatchObject({ name: 'anonymous' });
  });
});

describe('a key', () => {
  it('gives the scopes, the rights and the limits of its record', async () => {
    const { token, record } = madeKey({
      scopes: ['push', 'read'],
      write,
      limits: { data: { q: 5, w: 10 }, push: null },
    });
    expect(await ask(judging(new WrittenTable(record)), `Bearer ${token}`)).toMatchObject({
      name: record.id,
      kind: 'key',
      scopes: new Set(['push', 'read']),
      write,
      limits: { data: { q: 5, w: 10 }, push: null, stream: { q: 50 } },
    });
  });

  const oneWording =
    'bad: The credential is not one that counts here: it is unknown, revoked, expired, or shown from another address.';

  it('is refused in one wording if it is unknown, wrong, revoked, expired or shown from elsewhere', async () => {
    const { token, record } = madeKey();
    const bearer = `Bearer ${token}`;
    const asked = (more: object) => ask(judging(new WrittenTable({ ...record, ...more })), bearer);
    expect(await ask(judging(new WrittenTable()), bearer)).toBe(oneWording);
    expect(await ask(judging(new WrittenTable(record)), `Bearer ${newKey(record.id)}`)).toBe(oneWording);
    expect(await asked({ revokedAt: '2026-11-28T11:59:59Z' })).toBe(oneWording);
    expect(await asked({ expiresAt: '2026-11-28T12:00:00Z' })).toBe(oneWording);
    expect(await asked({ addresses: ['10.0.0.0/8'] })).toBe(oneWording);
    expect(await asked({ secrets: [] })).toBe(oneWording);
    expect(
      await asked({ addresses: ['10.0.0.0/8', '192.0.2.0/24'], expiresAt: '2026-11-28T12:00:01Z' }),
    ).toMatchObject({
      name: record.id,
    });
  });

  it('stands with two secrets while a rotation overlaps, and with one after that', async () => {
    const { token: before, record } = madeKey();
    const { token: after, record: other } = madeKey({}, newKey(record.id));
    const [secret] = other.secrets;
    const overlapping = (until: string) =>
      judging(
        new WrittenTable({
          ...record,
          secrets: [...(secret ? [secret] : []), ...record.secrets.map((one) => ({ ...one, until }))],
        }),
      );
    for (const token of [before, after])
      expect(await ask(overlapping('2026-11-28T12:00:01Z'), `Bearer ${token}`)).toMatchObject({
        name: record.id,
      });
    expect(await ask(overlapping('2026-11-28T12:00:00Z'), `Bearer ${before}`)).toBe(oneWording);
    expect(await ask(overlapping('2026-11-28T12:00:00Z'), `Bearer ${after}`)).toMatchObject({
      name: record.id,
    });
  });

  it('that counted before is judged by its record of the moment', async () => {
    const made = Array.from({ length: 1_002 }, () => madeKey());
    const table = new WrittenTable(...made.map(({ record }) => record));
    const judge = judging(table);
    for (const { token, record } of made)
      expect(await ask(judge, `Bearer ${token}`)).toMatchObject({ name: record.id });
    const changes = [{ secrets: [] }, { addresses: ['10.0.0.0/8'] }, { revokedAt: '2026-11-28T11:59:59Z' }];
    for (const { token, record } of [...made.slice(0, 1), ...made.slice(-2)])
      for (const change of changes) {
        table.put({ ...record, ...change });
        expect(await ask(judge, `Bearer ${token}`)).toBe(oneWording);
        table.put(record);
        expect(await ask(judge, `Bearer ${token}`)).toMatchObject({ name: record.id });
      }
  });

  it('with a wrong checksum is refused without a look at the table', async () => {
    const { token, record } = madeKey();
    const table = new WrittenTable(record);
    const looks = jest.spyOn(table, 'keyById');
    expect(
      await ask(judging(table), `Bearer ${token.slice(0, -1)}${token.endsWith('0') ? '1' : '0'}`),
    ).toMatch(/^bad: .*checksum/);
    expect(looks).not.toHaveBeenCalled();
  });

  it('cannot be judged by a stale table', async () => {
    const { token, record } = madeKey();
    const table = new WrittenTable(record);
    table.age = 901;
    expect(await ask(judging(table), `Bearer ${token}`)).toMatch(/^unknown: /);
    table.age = 900;
    expect(await ask(judging(table), `Bearer ${token}`)).toMatchObject({ name: record.id });
  });

  it('is shown as a bearer, once', async () => {
    const { token, record } = madeKey();
    const judge = judging(new WrittenTable(record));
    expect(await ask(judge, `bearer   ${token} `)).toMatchObject({ name: record.id });
    for (const other of [
      token,
      `Basic ${token}`,
      `Bearer ${token}, Bearer ${token}`,
      'Bearer',
      'Bearer ',
      '',
      `Bearer \u0000`,
      'Bearer é',
    ])
      expect(await ask(judge, other)).toMatch(/^bad: /);
    expect(await ask(judge, [`Bearer ${token}`, `Bearer ${token}`])).toMatch(/^twice: /);
  });
});

describe('a token', () => {
  it('stands for the key of its issuer and subject, with the scopes that both name', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256');
    const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'one' }] };
    const principal = { issuer: 'https://id.example', subject: 'robot' };
    const { record } = madeKey({ scopes: ['read', 'observe'], secrets: [], jwt: principal });
    const table = new WrittenTable(record);
    table.document = {
      issuers: [{ issuer: principal.issuer, audience: 'silkgauge', algorithms: ['ES256'], jwks }],
    };
    const tokenOf = (sub: string) =>
      new SignJWT({ scope: 'silkgauge:read silkgauge:push' })
        .setProtectedHeader({ alg: 'ES256', kid: 'one', typ: 'at+jwt' })
        .setIssuer(principal.issuer)
        .setSubject(sub)
        .setAudience('silkgauge')
        .setIssuedAt(NOW / 1_000)
        .setExpirationTime(NOW / 1_000 + 60)
        .sign(privateKey);
    const judge = judging(table);
    const bearer = `Bearer ${await tokenOf('robot')}`;
    for (let times = 0; times < 2; times += 1)
      expect(await ask(judge, bearer)).toMatchObject({
        name: record.id,
        kind: 'jwt',
        scopes: new Set(['read']),
      });
    expect(await ask(judge, `Bearer ${await tokenOf('nobody')}`)).toMatch(/^bad: The credential is not one/);
    table.put({ ...record, version: 2, revokedAt: '2026-11-28T11:00:00Z' });
    expect(await ask(judge, bearer)).toMatch(/^bad: /);
    table.put({ ...record, version: 3 });
    table.document = { issuers: [] };
    expect(await ask(judge, bearer)).toMatch(/^bad: The token does not hold: its iss/);
  });
});
