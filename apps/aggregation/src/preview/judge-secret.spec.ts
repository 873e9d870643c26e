import { keyHash } from '@silkgauge/access';
import { judgeSecret } from './judge-secret.ts';

const FROM = '2020-07-14T09:00:00+08:00';
const BEGIN = Date.UTC(2020, 6, 14, 1);
const item = (name: string, secret: string, from = FROM) => ({
  ...{ name, role: 'press', from, sha256: keyHash(secret) },
});
const release = { access: [item('Press office', 'one'), item('Wire', 'two', '2020-07-14T09:30:00+08:00')] };

it('a secret opens for the name whose digest it has, from its instant on', () => {
  expect(judgeSecret('one', release, BEGIN)).toEqual({ ok: true, access: release.access[0] });
  expect(judgeSecret('two', release, BEGIN + 1_800_000)).toEqual({ ok: true, access: release.access[1] });
});

it('a secret whose time has not come is early, up to the millisecond', () => {
  expect(judgeSecret('one', release, BEGIN - 1)).toMatchObject({ ok: false, why: 'early' });
  expect(judgeSecret('two', release, BEGIN)).toMatchObject({ ok: false, why: 'early' });
});

it('what is no secret of the release opens nothing: another text, a digest itself, nobody at all', () => {
  for (const text of ['three', 'ONE', 'one ', release.access[0]?.sha256 ?? '', ''])
    expect(judgeSecret(text, release, BEGIN)).toEqual({ ok: false, why: 'unknown' });
  expect(judgeSecret('one', { access: [] }, BEGIN)).toEqual({ ok: false, why: 'unknown' });
});
