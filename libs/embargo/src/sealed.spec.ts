import { checkEvent, MOST_EMBARGOED_BYTES, type CheckedEvent, type KeptRights } from '@silkgauge/contract';
import { newSecretKeys, parseSecretKeys } from '@silkgauge/service';
import { figure, records } from '@silkgauge/testing';
import { CompactEncrypt, decodeProtectedHeader, EncryptJWT } from 'jose';
import { embargoKeys } from './keys.ts';
import { isSealable, Seals, type Opened } from './sealed.ts';

const SERIES = 'GACC.CN.CBEC.PLATFORM._T._T._T._T.CNY';
const first = newSecretKeys();
const second = `2:${newSecretKeys().slice(2)}`;
const keys = parseSecretKeys(first);
const seals = new Seals(keys);

const KEY = { name: 'key1', write: null };

const event = (members: object = {}): CheckedEvent => {
  const [record] = records([figure(SERIES, '2020-S1', { value: '4.72', ...members }, 'one')]);
  const checked = checkEvent(JSON.parse(String(record?.value)));
  if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
  return checked.event;
};
const jweOf = async (sealed: ReturnType<Seals['seal']>): Promise<string> =>
  (JSON.parse(String((await sealed).value)) as { jwe: string }).jwe;

describe('a sealed event', () => {
  it('opens to the same event and to who pushed it', async () => {
    const given = event({ until: 'kept', embargo: { until: '2020-07-14T10:00:00+08:00' } });
    const opened = (await seals.open(await jweOf(seals.seal(given, KEY)))) as Opened;
    const checked = checkEvent(opened.event);
    expect([checked.ok && checked.event, opened.by]).toEqual([given, 'key1']);
  });

  it('opens to the series and names that who pushed it may write, unless these are all', async () => {
    const write = { types: ['*'], sources: ['*'], series: [{ reporter: ['GACC'] }], names: ['海关-*'] };
    const openedBy = async (rights: KeptRights) =>
      ((await seals.open(await jweOf(seals.seal(event(), { name: 'key1', write: rights })))) as Opened).write;
    expect(await openedBy(write)).toEqual({ series: write.series, names: write.names });
    expect(await openedBy({ ...write, series: [...write.series, {}], names: ['*'] })).toBeUndefined();
  });

  it('has no key, a random id and source and type of all others; nothing of it is in clear', async () => {
    const [one, other] = await Promise.all([seals.seal(event(), KEY), seals.seal(event(), KEY)]);
    const { ce_id: id, ...headers } = one.headers as Record<string, string>;
    expect(one.key).toBeNull();
    expect(headers).toEqual({
      ce_specversion: '1.0',
      ...{ ce_source: '/embargoed', ce_type: 'silkgauge.embargoed.v1', 'content-type': 'application/json' },
    });
    expect(id).not.toBe(other.headers?.['ce_id']);
    expect(one.value).not.toBe(other.value);
    for (const inside of ['4.72', 'GACC', 'key1', 'figure']) expect(String(one.value)).not.toContain(inside);
    expect(decodeProtectedHeader(await jweOf(Promise.resolve(one)))).toEqual({
      alg: 'dir',
      enc: 'A256GCM',
      kid: '1',
    });
  });

  it('has a size in steps of 4 KiB, whatever its text', async () => {
    const sizes = await Promise.all(
      [1, 100, 2_000, 4_000].map(async (length) => {
        const quote = 'x'.repeat(length);
        return (
          await jweOf(seals.seal(event({ evidence: { document: 'https://example.org/a', quote } }), KEY))
        ).length;
      }),
    );
    expect(new Set(sizes.slice(0, 3)).size).toBe(1);
    expect((sizes[3] ?? 0) - (sizes[0] ?? 0)).toBeCloseTo((4096 * 4) / 3, -1);
  });

  it('opens by the key of its generation, also once a newer one seals', async () => {
    const rotated = new Seals(parseSecretKeys(`${first},${second}`));
    const jwe = await jweOf(seals.seal(event(), KEY));
    expect(await rotated.open(jwe)).not.toBeNull();
    const newer = await jweOf(rotated.seal(event(), KEY));
    expect(decodeProtectedHeader(newer).kid).toBe('2');
    expect(decodeProtectedHeader(jwe).kid).toBe('1');
    // A key that is not given any more opens later, one that was never given opens nothing.
    const retired = new Seals(parseSecretKeys(second));
    expect(await retired.open(jwe)).toEqual({ generation: 1 });
    expect(await seals.open(newer)).toBeNull();
    expect([...rotated.generations, ...retired.generations]).toEqual([1, 2, 2]);
  });

  it('that was changed, cut, sealed by another key or in another way does not open', async () => {
    const jwe = await jweOf(seals.seal(event(), KEY));
    const others = new Seals(parseSecretKeys(newSecretKeys()));
    const key = keys.get(1) as Buffer;
    const text = (value: unknown) => Buffer.from(JSON.stringify(value));
    const seal = (plain: Buffer, header: { alg: string; enc: string; kid?: string }) =>
      new CompactEncrypt(plain).setProtectedHeader(header).encrypt(key);
    const odd = [
      jwe.slice(0, -1),
      `${jwe.slice(0, -2)}${jwe.endsWith('AA') ? 'BB' : 'AA'}`,
      jwe.split('.').slice(0, 4).join('.'),
      'no jwe',
      await jweOf(others.seal(event(), KEY)),
      await seal(text({ event: {}, by: KEY.name }), { alg: 'A256KW', enc: 'A256GCM', kid: '1' }),
      await seal(text({ event: {} }), { alg: 'dir', enc: 'A256GCM', kid: '1' }),
      await seal(Buffer.from('no JSON'), { alg: 'dir', enc: 'A256GCM', kid: '1' }),
      await seal(text(null), { alg: 'dir', enc: 'A256GCM', kid: '1' }),
      await new EncryptJWT({ event: {}, by: 7 })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', kid: '1' })
        .encrypt(key),
    ];
    expect(await Promise.all(odd.map((one) => seals.open(one)))).toEqual(odd.map(() => null));
  });

  it('is small', () => {
    const evidence = { document: 'https://example.org/a', quote: 'x' };
    expect(isSealable(event({ evidence }))).toBe(true);
    expect(isSealable(event({ evidence, more: 'x'.repeat(MOST_EMBARGOED_BYTES) }))).toBe(false);
  });
});

describe('EMBARGO_KEYS', () => {
  it('are none without a variable, and a fault names the place and never the key', () => {
    expect(embargoKeys.read({})).toBeNull();
    expect(embargoKeys.read({ EMBARGO_KEYS: `${first},${second}` })?.size).toBe(2);
    expect(() => embargoKeys.read({ EMBARGO_KEYS: `${first},2:short` })).toThrow(
      /^EMBARGO_KEYS: key 2 is not a/,
    );
    expect(() => embargoKeys.read({ EMBARGO_KEYS_FILE: '/nowhere/keys' })).toThrow(
      /^EMBARGO_KEYS_FILE: ENOENT/,
    );
  });
});
