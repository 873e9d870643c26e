import { generateKeyPairSync } from 'node:crypto';
import { base64url, exportJWK, generateKeyPair, SignJWT, type CryptoKey, type JWK } from 'jose';
import type { Issuer } from '../record/shapes.ts';
import { KeySets } from './key-sets.ts';
import { looksLikeToken, readToken } from './read-token.ts';

const NOW = Date.parse('2026-11-28T12:00:00Z');
const seconds = NOW / 1_000;
const issuerName = 'https://id.example';

let signer: CryptoKey;
let stranger: CryptoKey;
let issuer: Issuer;
let publicKey: JWK;

beforeAll(async () => {
  const pair = await generateKeyPair('ES256', { extractable: true });
  signer = pair.privateKey;
  stranger = (await generateKeyPair('ES256')).privateKey;
  publicKey = { ...(await exportJWK(pair.publicKey)), kid: 'one' };
  issuer = {
    issuer: issuerName,
    audience: 'silkgauge',
    algorithms: ['ES256'],
    jwks: { keys: [{ ...publicKey }] },
  };
});

const header = { alg: 'ES256', kid: 'one', typ: 'at+jwt' };
const claims = {
  iss: issuerName,
  sub: 'robot',
  aud: 'silkgauge',
  iat: seconds - 10,
  exp: seconds + 600,
  scope: 'openid silkgauge:push silkgauge:rule silkgauge:read',
};

const signed = (more: object = {}, moreHeader: object = {}, key: CryptoKey = signer) =>
  new SignJWT(JSON.parse(JSON.stringify({ ...claims, ...more })) as Record<string, unknown>)
    .setProtectedHeader({ ...header, ...moreHeader })
    .sign(key, { crit: { urn: true } });

const read = (token: string, with_: Issuer = issuer) => readToken(token, [with_], new KeySets(), NOW);
const faultOf = async (token: string, with_: Issuer = issuer) => {
  const reading = await read(token, with_);
  return reading.ok ? 'none' : reading.fault;
};

const coded = (value: unknown) => base64url.encode(JSON.stringify(value));

describe('a token of an issuer', () => {
  it('has a subject, and the scopes that it names with the prefix of Silkgauge', async () => {
    expect(await read(await signed())).toEqual({
      ok: true,
      claims: {
        issuer: issuerName,
        subject: 'robot',
        scopes: new Set(['push', 'read']),
        until: seconds + 630,
      },
    });
    expect(await read(await signed({ scope: undefined }))).toMatchObject({ claims: { scopes: new Set() } });
    expect(await read(await signed({ scope: ['silkgauge:push'] }))).toMatchObject({
      claims: { scopes: new Set() },
    });
  });

  it('may be for several audiences, and be 30 seconds early or late', async () => {
    expect(await faultOf(await signed({ aud: ['other', 'silkgauge'] }))).toBe('none');
    expect(await faultOf(await signed({ exp: seconds - 29 }))).toBe('none');
    expect(await faultOf(await signed({ nbf: seconds + 30, iat: seconds + 30 }))).toBe('none');
  });

  it.each<[string, object, string]>([
    ['another audience', { aud: 'others' }, 'its aud does not hold'],
    ['no audience', { aud: undefined }, 'its aud does not hold'],
    ['another issuer', { iss: 'https://id.example/' }, 'its iss is no issuer of the policy'],
    ['no end', { exp: undefined }, 'its exp does not hold'],
    ['a passed end', { exp: seconds - 31 }, 'its exp has passed'],
    ['no beginning', { iat: undefined }, 'its iat does not hold'],
    ['a beginning in the future', { iat: seconds + 31 }, 'its iat is in the future'],
    ['a long life', { exp: claims.iat + 86_401 }, 'its exp is more than 24 hours after its iat'],
    ['a later beginning', { nbf: seconds + 31 }, 'its nbf does not hold'],
    ['no subject', { sub: undefined }, 'its sub does not hold'],
    ['a subject that is no text', { sub: 7 }, 'its sub is no text'],
  ])('is refused with %s', async (_name, more, fault) => {
    expect(await faultOf(await signed(more))).toBe(fault);
  });

  it('is refused with another type, unless the issuer has that', async () => {
    const plain = await signed({}, { typ: 'JWT' });
    expect(await faultOf(plain)).toBe('its typ does not hold');
    expect(await faultOf(plain, { ...issuer, typ: 'JWT' })).toBe('none');
    expect(await faultOf(await signed(), { ...issuer, typ: 'JWT' })).toBe('its typ does not hold');
  });

  it('is refused with the signature of somebody else, or changed after it was signed', async () => {
    const wrong = 'its signature is not by a key of the issuer';
    expect(await faultOf(await signed({}, {}, stranger))).toBe(wrong);
    const [head = '', , signature = ''] = (await signed()).split('.');
    expect(await faultOf(`${head}.${coded({ ...claims, sub: 'admin' })}.${signature}`)).toBe(wrong);
    expect(await faultOf(await signed({}, { kid: 'two' }))).toBe(wrong);
  });

  it('is refused without a signature, whatever its algorithm says', async () => {
    for (const alg of ['none', 'None', 'ES256'])
      expect(await faultOf(`${coded({ ...header, alg })}.${coded(claims)}.`)).toMatch(
        /^its (?:alg|signature)/,
      );
  });

  it('is refused with a public key taken as the secret of HS256', async () => {
    const secret = new TextEncoder().encode(JSON.stringify(publicKey));
    const confused = await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'HS256' }).sign(secret);
    expect(await faultOf(confused)).toBe('its alg is not of the issuer');
  });

  it('is refused with an algorithm that the issuer does not name', async () => {
    expect(await faultOf(await signed(), { ...issuer, algorithms: ['RS256'] })).toBe(
      'its alg is not of the issuer',
    );
  });

  it.each<[string, () => unknown]>([
    ['jwk', () => publicKey],
    ['jku', () => 'https://evil.example/keys'],
    ['x5u', () => 'https://evil.example/certificate'],
    ['x5c', () => ['MIIB']],
    ['crit', () => ['urn']],
  ])('is refused with %s in its header, and nothing is fetched', async (name, value) => {
    const token = await signed({}, { [name]: value(), ...(name === 'crit' && { urn: 1 }) });
    let fetched = 0;
    const keySets = new KeySets({
      fetchText: () => {
        fetched += 1;
        return Promise.reject(new Error('nobody is asked'));
      },
    });
    const away: Issuer = {
      issuer: issuerName,
      audience: 'silkgauge',
      algorithms: ['ES256'],
      jwksUri: 'https://id.example/',
    };
    expect(await readToken(token, [away], keySets, NOW)).toEqual({
      ok: false,
      fault: `its header has ${name}`,
    });
    expect(fetched).toBe(0);
  });

  it('is refused without a kid, beyond 8 KiB, and in another form', async () => {
    expect(await faultOf(await signed({}, { kid: undefined }))).toBe('its header has no kid');
    expect(await faultOf(await signed({ pad: 'x'.repeat(8_192) }))).toBe('a token may have 8192 bytes');
    expect(await faultOf('a.b.c')).toBe('it is no token in compact form');
    expect(['a.b.c', 'a.b.', 'a.b', 'a.b.c.d', 'a.b.c!', 'sgk_1'].map(looksLikeToken)).toEqual([
      ...[true, true, false, false, false, false],
    ]);
  });

  it('is refused by an RSA key of less than 2,048 bits', async () => {
    const of = async (modulusLength: number) => {
      const { privateKey, publicKey: shown } = generateKeyPairSync('rsa', { modulusLength });
      const jwk = { ...(shown.export({ format: 'jwk' }) as JWK), kid: 'rsa' };
      const rsa: Issuer = { ...issuer, algorithms: ['RS256'], jwks: { keys: [jwk] } };
      const parts = `${coded({ ...header, alg: 'RS256', kid: 'rsa' })}.${coded(claims)}`;
      const { sign } = await import('node:crypto');
      const signature = sign('sha256', Buffer.from(parts), privateKey).toString('base64url');
      return faultOf(`${parts}.${signature}`, rsa);
    };
    expect(await of(2_048)).toBe('none');
    expect(await of(1_024)).toBe('its signature is not by a key of the issuer');
  });
});
