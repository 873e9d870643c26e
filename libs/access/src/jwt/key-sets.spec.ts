import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import type { Issuer } from '../record/shapes.ts';
import { KeysAway, KeySets } from './key-sets.ts';

const MINUTE = 60_000;
let one: JWK;
let two: JWK;

beforeAll(async () => {
  const make = async (kid: string) => ({
    ...(await exportJWK((await generateKeyPair('ES256')).publicKey)),
    kid,
  });
  [one, two] = [await make('one'), await make('two')];
});

const issuer: Issuer = {
  issuer: 'i',
  audience: 'a',
  algorithms: ['ES256'],
  jwksUri: 'https://id.example/keys',
};

/** A source whose keys and state a test sets, and a clock. */
const source = (...keys: readonly JWK[]) => {
  const state = { keys, isAway: false, asked: 0, now: 0 };
  const sets = new KeySets({
    clock: () => state.now,
    fetchText: async () => {
      state.asked += 1;
      await Promise.resolve();
      if (state.isAway) throw new Error('away');
      return JSON.stringify({ keys: state.keys });
    },
  });
  return { state, sets };
};

describe('the key set of an issuer', () => {
  it('is fetched once for all who wait, and again after ten minutes', async () => {
    const { state, sets } = source(one);
    await Promise.all([sets.of(issuer, 'one'), sets.of(issuer, 'one')]);
    expect(state.asked).toBe(1);
    state.now = 10 * MINUTE;
    await sets.of(issuer, 'one');
    expect(state.asked).toBe(1);
    state.now += 1;
    await sets.of(issuer, 'one');
    expect(state.asked).toBe(2);
  });

  it('outlives a policy that says the same of its source', async () => {
    const { state, sets } = source(one);
    await sets.of(issuer, 'one');
    state.isAway = true;
    await expect(sets.of({ ...issuer, audience: 'b' }, 'one')).resolves.toBeDefined();
    await expect(sets.of({ ...issuer, jwksUri: 'https://id.example/other' }, 'one')).rejects.toThrow(
      KeysAway,
    );
    expect(state.asked).toBe(2);
  });

  it('is fetched anew for an unknown kid, at most every 30 seconds', async () => {
    const { state, sets } = source(one);
    await sets.of(issuer, 'one');
    state.keys = [one, two];
    for (const kid of ['two', 'three', 'four']) await sets.of(issuer, kid);
    expect(state.asked).toBe(1);
    state.now = 30_000;
    await sets.of(issuer, 'two');
    expect(state.asked).toBe(2);
    await sets.of(issuer, 'two');
    expect(state.asked).toBe(2);
  });

  it('outlives its source by an hour', async () => {
    const { state, sets } = source(one);
    await sets.of(issuer, 'one');
    state.isAway = true;
    state.now = 70 * MINUTE;
    await expect(sets.of(issuer, 'one')).resolves.toEqual(expect.any(Function));
    state.now += 1;
    await expect(sets.of(issuer, 'one')).rejects.toThrow(KeysAway);
    state.isAway = false;
    state.now += 30_000;
    await expect(sets.of(issuer, 'two')).resolves.toEqual(expect.any(Function));
  });

  it('cannot be had from a source that never answered', async () => {
    const { state, sets } = source(one);
    state.isAway = true;
    await expect(sets.of(issuer, 'one')).rejects.toThrow(KeysAway);
    await expect(sets.of(issuer, 'one')).rejects.toThrow(KeysAway);
    expect(state.asked).toBe(1);
  });

  it('of the policy itself is never fetched', async () => {
    const { state, sets } = source();
    const { jwksUri: _, ...rest } = issuer;
    await sets.of({ ...rest, jwks: { keys: [{ ...one }] } }, 'other');
    expect(state.asked).toBe(0);
  });
});

describe('the source of a key set', () => {
  let server: Server | undefined;
  afterEach(() => server?.close());

  const served = async (path: string): Promise<unknown> => {
    server = createServer((request, response) => {
      if (request.url === '/moved') response.writeHead(302, { location: '/keys' }).end();
      else if (request.url === '/large')
        response.end(JSON.stringify({ keys: [one], pad: 'x'.repeat(300_000) }));
      else if (request.url === '/keys') response.end(JSON.stringify({ keys: [one] }));
      else response.writeHead(404).end('{"keys":[]}');
    });
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const at: Issuer = { ...issuer, jwksUri: `http://127.0.0.1:${String(port)}${path}` };
    return new KeySets().of(at, 'one').then(
      () => 'had',
      (error: unknown) => (error as Error).name,
    );
  };

  it.each([
    ['/keys', 'had'],
    ['/moved', 'KeysAway'],
    ['/large', 'KeysAway'],
    ['/nothing', 'KeysAway'],
  ])('at %s is %s', async (path, outcome) => {
    expect(await served(path)).toBe(outcome);
  });
});
