import { cp, mkdtemp, appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_SETS, digestOf } from './data-sets.ts';
import { checked, dataSet, DATA_FOLDER } from './testing/bundled.ts';

describe('bundled sets', () => {
  it('stand in the order they are pushed', () => {
    expect(DATA_SETS.map(({ name }) => name)).toEqual([
      'seed',
      'cbec',
      'policies',
      'us-census',
      'online-retail',
      'japan-customs',
    ]);
    expect(DATA_SETS.filter(({ byNameOnly }) => byNameOnly).map(({ name }) => name)).toEqual([
      'japan-customs',
    ]);
  });

  // The large sets are counted and checked in online-retail.spec.ts and japan-customs.spec.ts, read once for all.
  it.each(['seed', 'cbec', 'policies', 'us-census'])(
    '%s: as many events as it says, all of them good',
    async (name) => {
      const set = dataSet(name);
      let count = 0;
      for await (const events of set.events(DATA_FOLDER)) {
        events.forEach(checked);
        count += events.length;
      }
      expect(count).toBe(set.count);
    },
  );

  it('online-retail says how many lines the file has', () => {
    expect(dataSet('online-retail').count).toBe(541_909);
  });
});

describe('digestOf', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'silkgauge-digest-'));
    await cp(join(DATA_FOLDER, 'seed'), join(folder, 'seed'), { recursive: true });
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('is the same for the same files and mapping, another for others', async () => {
    const set = dataSet('seed');
    const digest = await digestOf(set, DATA_FOLDER);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(set, folder)).toBe(digest);
    expect(await digestOf({ ...set, revision: 2 }, folder)).not.toBe(digest);
    await appendFile(join(folder, 'seed/events.jsonl'), '\n');
    expect(await digestOf(set, folder)).not.toBe(digest);
  });
});
