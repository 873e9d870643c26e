import type { AuditEntry } from '@silkgauge/contract';
import { eventually } from '@silkgauge/testing';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { accessWorld, ask, settings } from '../access.fixture.ts';
import { account } from '../cli/bootstrap.ts';

const ISSUER = 'https://id.example';
const SUBJECT = 'robot';

let world: Awaited<ReturnType<typeof accessWorld>>;
let url: string;
/** Ids of the key of an operator, and of the key that tokens stand for. */
let operator: string;
let robot: string;
/** All entries, oldest first. */
let all: readonly AuditEntry[];

const operate = (call: string, body?: unknown, headers?: Record<string, string>) =>
  ask(url, call, world.operator, body, headers);

const found = async (query: Readonly<Record<string, string>>): Promise<readonly AuditEntry[]> => {
  const parameters = String(new URLSearchParams(query));
  const { status, body } = await operate(`GET /v1/audit?${parameters}`);
  expect(status).toBe(200);
  const { body: lines } = await operate(`GET /v1/audit.ndjson?${parameters}`);
  expect(
    String(lines)
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as unknown),
  ).toEqual(body.items);
  return body.items as AuditEntry[];
};

/** An issuer with its keys in the policy, and a token of it that may operate. */
const tokenOfIssuer = async (): Promise<string> => {
  const { privateKey, publicKey } = await generateKeyPair('ES256');
  const jwks = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k' }] };
  const issuers = [{ issuer: ISSUER, audience: 'silkgauge', algorithms: ['ES256'], jwks }];
  expect((await operate('PUT /v1/policy', { issuers }, { 'if-match': '*' })).status).toBe(200);
  return new SignJWT({ scope: 'silkgauge:operate silkgauge:observe' })
    .setProtectedHeader({ alg: 'ES256', kid: 'k', typ: 'at+jwt' })
    .setIssuer(ISSUER)
    .setAudience('silkgauge')
    .setSubject(SUBJECT)
    .setIssuedAt()
    .setExpirationTime('5 minutes')
    .sign(privateKey);
};

beforeAll(async () => {
  world = await accessWorld();
  ({ url } = await world.start());
  operator = String((await operate('GET /v1/keys/self')).body.id);
  const token = await tokenOfIssuer();
  const jwt = { issuer: ISSUER, subject: SUBJECT };
  const made = await operate('POST /v1/keys', settings('robot', { scopes: ['operate', 'observe'], jwt }));
  expect(made.body.token).toBeNull();
  robot = String(made.body.key.id);
  expect((await ask(url, 'POST /v1/keys', token, settings('by-token'))).status).toBe(201);
  expect((await ask(url, 'POST /v1/keys', token, settings('by-token'))).status).toBe(409);
  await eventually(async () => {
    all = await found({});
    return all.filter(({ action }) => action === 'process.started').length === 1;
  });
});
afterAll(() => world.stop());

it('a caller with a token is named in the audit by the key and by issuer and subject', async () => {
  const entries = await found({ actor: robot });
  expect(entries.map(({ action, outcome }) => `${action} ${outcome}`)).toEqual([
    'key.created done',
    'key.created refused',
  ]);
  for (const { actor } of entries)
    expect(actor).toEqual({
      key: robot,
      jwt: { issuer: ISSUER, subject: SUBJECT },
      address: '127.0.0.1',
    });
});

describe('the audit is read', () => {
  it('from an instant on, and to another without it', async () => {
    const [, second] = all;
    const { at } = second as AuditEntry;
    expect(await found({ from: at })).toEqual(all.filter((entry) => entry.at >= at));
    expect(await found({ to: at })).toEqual(all.filter((entry) => entry.at < at));
    expect(await found({ from: at, to: at })).toEqual([]);
    // The same instant with another offset.
    const east = new Date(Date.parse(at) + 8 * 3_600_000).toISOString().replace('Z', '+08:00');
    expect(await found({ from: east })).toEqual(await found({ from: at }));
  });

  it.each<[string, () => string, (entry: AuditEntry) => boolean]>([
    ['a key', () => operator, ({ actor }) => actor.key === operator],
    ['the subject of a token', () => SUBJECT, ({ actor }) => actor.jwt?.subject === SUBJECT],
    ['the account of a command', account, ({ actor }) => actor.cli === account()],
    ['an address', () => '127.0.0.1', ({ actor }) => actor.address === '127.0.0.1'],
  ])('by actor: %s', async (_name, actor, isOf) => {
    const entries = await found({ actor: actor() });
    expect(entries).toEqual(all.filter(isOf));
    expect(entries.length).toBeGreaterThan(0);
    expect(entries.length).toBeLessThan(all.length);
  });

  it('by action, whole or from its beginning', async () => {
    const ofAction = (name: string) => all.filter(({ action }) => action.startsWith(name));
    expect(ofAction('policy.changed')).toHaveLength(1);
    expect(await found({ action: 'policy.changed' })).toEqual(ofAction('policy.changed'));
    expect(await found({ action: 'key.*' })).toEqual(ofAction('key.'));
    expect(await found({ action: 'key' })).toEqual([]);
  });

  it('by target, whole or from its beginning', async () => {
    const [own] = await found({ target: `key/${robot}` });
    expect(own).toMatchObject({ action: 'key.created', actor: { key: operator }, after: { name: 'robot' } });
    expect(await found({ target: 'key/*' })).toEqual(all.filter(({ target }) => target.startsWith('key/')));
  });

  it('by several at once, all of which hold', async () => {
    const entries = await found({ actor: SUBJECT, action: 'key.created', target: 'key/*' });
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({ outcome: 'done', after: { name: 'by-token' } });
  });
});
