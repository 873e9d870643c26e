import { cp, mkdtemp, appendFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DATA_SETS, digestOf } from './data-sets.ts';
import { checked, dataSet, DATA_FOLDER } from '../../../harness/fixtures/bundled.ts';

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

  // Specs of online-retail and japan-customs check the large sets, each in one pass.
  it.each(['seed', 'cbec', 'policies', 'us-census'])(
    '%s: has the stated number of events, all valid',
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

  it('online-retail states the number of lines of its file', () => {
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

  it('depends on the files and on the revision of the mapping', async () => {
    const set = dataSet('seed');
    const digest = await digestOf(set, DATA_FOLDER);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await digestOf(set, folder)).toBe(digest);
    expect(await digestOf({ ...set, revision: set.revision + 1 }, folder)).not.toBe(digest);
    await appendFile(join(folder, 'seed/events.jsonl'), '\n');
    expect(await digestOf(set, folder)).not.toBe(digest);
  });
});
