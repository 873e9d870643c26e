import { Random } from '@silkgauge/testing';
import { FollowedVersions, type SaidVersion } from './followed-versions.ts';

it('the versions that are followed are those that are read as a whole, also of a moment before', async () => {
  const dice = new Random(3);
  const followed = new FollowedVersions();
  // Versions that were thinned are not there.
  const all = Array.from({ length: 3_000 }, (_, at): SaidVersion => ({ version: at + 1, sides: [] })).filter(
    ({ version }) => version < 100 || dice.below(10) > 0,
  );
  const most = 300;
  let read = 0;
  for (let version = 1; version < 3_000; version += 1 + dice.below(20))
    for (const at of [version, Math.max(1, version - 1 - dice.below(45))]) {
      const row = { key: 'series', period: '2020', version: at };
      const found = await followed.newest(row, most, (after) => {
        const rows = all.filter((one) => one.version > after && one.version <= at);
        read += rows.length;
        return Promise.resolve(rows);
      });
      expect(found).toEqual(all.filter((one) => one.version > at - most && one.version <= at));
    }
  // Each once, but for the first hundred, which are not kept.
  expect(read).toBeLessThan(all.length + 2_000);
});
