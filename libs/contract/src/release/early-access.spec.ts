import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { checkEvent } from '../check-event.ts';
import { releaseScheduled } from '../events/release.ts';
import { MOST_ACCESS } from './early-access.ts';
import { readRelease } from './release.ts';

const digest = (secret: string) => createHash('sha256').update(secret).digest('hex');
const FROM = '2020-07-14T09:00:00+08:00';
const item = (members: object = {}) => ({
  ...{ name: 'Press office', role: 'press', from: FROM, sha256: digest('one') },
  ...members,
});
const many = (count: number) =>
  Array.from({ length: count }, (_, at) =>
    item({ name: `Office ${String(at)}`, sha256: digest(String(at)) }),
  );
const read = (access: unknown) => readRelease({ ...(releaseScheduled.example as object), access });
const faultsOf = (access: unknown) => {
  const reading = read(access);
  return reading.ok ? [] : reading.faults;
};
const rules = (access: unknown) => faultsOf(access).map(({ pointer, rule }) => `${pointer} ${rule}`);

describe('early access to a release', () => {
  it('is up to twenty items of name, role, from and digest; absent or empty: nobody has it', () => {
    expect(read(many(MOST_ACCESS))).toMatchObject({ ok: true, value: { access: many(MOST_ACCESS) } });
    expect(read([])).toMatchObject({ ok: true, value: { access: [] } });
    expect(readRelease(releaseScheduled.example)).toMatchObject({ ok: true, value: { access: [] } });
    expect(MOST_ACCESS).toBe(20);
    for (const access of [many(MOST_ACCESS + 1), {}, 'press', null])
      expect(rules(access)).toEqual(['/access list']);
  });

  it('begins at an instant with offset before that of the release', () => {
    expect(rules([item({ from: '2020-07-14T01:59:59.999Z' })])).toEqual([]);
    for (const from of ['2020-07-14T02:00:00Z', '2020-07-14T10:00:00+08:00', '2021-01-01T00:00:00Z'])
      expect(rules([item({ from })])).toEqual(['/access/0/from access-early']);
    for (const from of ['2020-07-14', '2020-02-30T00:00:00Z', '2020-07-14T09:00:00'])
      expect(rules([item({ from })])).toEqual(['/access/0/from instant']);
  });

  it('has each name and each secret once', () => {
    const other = item({ name: 'Wire', sha256: digest('two') });
    expect(rules([item(), other])).toEqual([]);
    expect(rules([item(), item({ sha256: digest('two') })])).toEqual(['/access/1/name access-repeated']);
    expect(rules([item(), item({ name: 'Wire' })])).toEqual(['/access/1/sha256 access-repeated']);
  });

  it('is told all its faults at once, each with its place and what to write', () => {
    expect(
      rules([
        { name: '', role: 'x'.repeat(65), from: 7 },
        'press',
        item({ name: 'n'.repeat(201), sha256: digest('two').toUpperCase() }),
      ]),
    ).toEqual([
      '/access/0/name text',
      '/access/0/role text',
      '/access/0/from instant',
      '/access/0/sha256 required',
      '/access/1 object',
      '/access/2/name text',
      '/access/2/sha256 sha256',
    ]);
    const [fault] = faultsOf([item({ sha256: 'x' })]);
    expect(fault?.fix).toContain('npm run access -- release-secret');
  });

  it('takes no other member, and no fault shows what may be a secret', () => {
    const secret = 'hU5nS3cret-of-the-press-office-0123456789';
    for (const access of [
      [item({ sha256: secret })],
      [item({ secret })],
      [item({ token: secret, sha256: secret })],
      [item({ [secret]: '' })],
      [item({ name: '', role: secret + secret })],
      [item({ name: secret.repeat(6), from: secret })],
      [item({ sha256: digest(secret).toUpperCase(), from: digest(secret) })],
      [secret],
      secret,
    ]) {
      const faults = faultsOf(access);
      expect(faults.length).toBeGreaterThan(0);
      for (const unsaid of [secret, digest(secret), digest(secret).toUpperCase()])
        expect(JSON.stringify(faults)).not.toContain(unsaid.slice(0, 12));
    }
    expect(rules([item({ secret })])).toEqual(['/access/0 schema']);
  });

  it('of any content throws nothing', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const access of [
          value,
          [value],
          [item({ name: value, role: value, from: value, sha256: value })],
        ])
          for (const { message, fix } of faultsOf(access))
            expect(message.length + fix.length).toBeLessThan(1000);
      }),
    );
  });

  it('is refused at a door with the place in the event', () => {
    const data = { ...(releaseScheduled.example as object), access: [item({ sha256: 'x' })] };
    const event = { specversion: '1.0', source: '/newsroom', id: '1', type: releaseScheduled.type, data };
    expect(checkEvent({ ...event, datacontenttype: 'application/json' })).toMatchObject({
      ok: false,
      status: 422,
      faults: [{ pointer: '/data/access/0/sha256', rule: 'sha256' }],
    });
  });
});
