import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { lastSequence } from './changes.ts';
import { appendChanges, movePositions } from './commit-batch.ts';
import {
  beginIncarnation,
  findStatesToRevise,
  hasVersionFloors,
  holeAround,
  isKnownServer,
  liftAbove,
  thisServer,
  unknownVersions,
  type SequenceGap,
} from './incarnations.ts';
import { claimPosition } from './positions.ts';
import { advanceRelay, relayPosition } from './relay.ts';
import { registerSeries } from './series.ts';
import { skipPosition } from './skips.ts';

const KEY = 'SHOP.GB.SALES.OWN.X._T._T.FR.GBP';
let database: TestDatabase;
let readModel: ReadModel;
let pool: ReadModel['pool'];
let seriesId: string;

beforeEach(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  ({ pool } = readModel);
  const [series] = await registerSeries(pool, 'platform', [KEY]);
  seriesId = series?.series_id ?? '0';
});

afterEach(async () => {
  await readModel.close();
  await database.drop();
});

/** Commits `count` versions of one month, each with the next sequence. */
async function commit(count: number, period = '2024-01'): Promise<void> {
  for (let version = 1; version <= count; version += 1)
    await appendChanges(pool, [
      { seriesId, period, version, knownAt: new Date(0), document: '{"change":{}}' },
    ]);
}

const begin = async (hole: SequenceGap) =>
  beginIncarnation(pool, { server: await thisServer(pool), ...hole, reason: 'spec', actor: 'spec' });

const published = (version: number, sequence: number, period = '2024-01') =>
  ({ domain: 'platform', key: KEY, period, version, sequence: String(sequence) }) as const;

describe('a server that was started after the last check of the topics', () => {
  const place = { topic: 'x', partition: 0 };
  const skip = { from: 0n, next: 1n, found: 'record', cause: 'c', reason: 'r', actor: 'a' } as const;

  it.each([
    ['another start', `started = started - interval '1 microsecond'`],
    ['another timeline', 'timeline = timeline + 1'],
    ['another cluster', 'system_identifier = system_identifier + 1'],
  ])('rejects batches after %s until the topics are checked', async (_name, other) => {
    expect(await isKnownServer(pool)).toBe(true);
    await pool.query(`update incarnation set ${other}`);
    expect(await isKnownServer(pool)).toBe(false);
    // A partition can be claimed, but its position cannot move.
    const { epoch } = await claimPosition(pool, 'x', 0);
    const to = { ...place, epoch, expected: 0n, next: 1n };
    await expect(movePositions(pool, [to])).rejects.toMatchObject({ code: 'SG003' });
    await expect(skipPosition(pool, { ...place, ...skip })).rejects.toMatchObject({ code: 'SG003' });
    await begin({ after: 0n, until: 0n });
    expect(await isKnownServer(pool)).toBe(true);
    await movePositions(pool, [to]);
  });

  it('stays unknown if it was started again during the check', async () => {
    const server = { ...(await thisServer(pool)), started: '2020-01-01T00:00:00Z' };
    await beginIncarnation(pool, { server, after: 0n, until: 0n, reason: 'spec', actor: 'spec' });
    expect(await isKnownServer(pool)).toBe(false);
  });

  it('is unknown without any check', async () => {
    await pool.query('delete from incarnation');
    expect(await isKnownServer(pool)).toBe(false);
  });
});

it('a published version is known if sequence, key, period and version match the log', async () => {
  await commit(3);
  const all = [
    published(3, 3),
    published(3, 2),
    published(2, 2, '2024-02'),
    published(4, 4),
    published(9, 90),
  ];
  expect(await unknownVersions(pool, all)).toEqual(all.slice(1));
});

it('versions that were thinned or belong to an earlier recovery do not count as unknown', async () => {
  await commit(4);
  await pool.query('delete from change where sequence = 2');
  expect(await unknownVersions(pool, [published(2, 2)])).toHaveLength(1);
  await pool.query(`update change_retention set thinned_until = 2 where domain = 'platform'`);
  expect(await unknownVersions(pool, [published(2, 2)])).toEqual([]);
  await begin({ after: 4n, until: 9n });
  const beyond = [published(9, 9), published(10, 10)];
  expect(await unknownVersions(pool, beyond)).toEqual([beyond[1]]);
});

it('a cursor lies in a hole if its sequence was published and lost', async () => {
  await begin({ after: 4n, until: 9n });
  const holes = await Promise.all(['4', '5', '9', '10'].map((cursor) => holeAround(pool, cursor)));
  expect(holes).toEqual([null, { after: 4n, until: 9n }, { after: 4n, until: 9n }, null]);
});

it('keys with and without a state continue above the published versions, and so does the log', async () => {
  await commit(3);
  await advanceRelay(pool, 'growth-updated', '3');
  const floors = [
    { seriesId, period: '2024-01', version: 7 },
    { seriesId, period: '2024-02', version: 5 },
  ];
  await liftAbove(pool, floors, { after: 3n, until: 12n });
  expect(await lastSequence(pool)).toBe('12');
  // The relay had published the whole rest of the log.
  expect(await relayPosition(pool, 'growth-updated')).toBe('12');
  expect(await hasVersionFloors(pool)).toBe(true);
  const keys = ['2024-01', '2024-02', '2024-03'].map((period) => ({ seriesId, period }));
  expect(await findStatesToRevise(pool, keys)).toEqual([
    expect.objectContaining({ period: '2024-01', version: 7, document: '{"change":{}}' }),
    expect.objectContaining({ period: '2024-02', version: 5, document: null }),
  ]);
  // Lower floors change nothing.
  await liftAbove(pool, [{ seriesId, period: '2024-02', version: 2 }], { after: 3n, until: 12n });
  expect(await findStatesToRevise(pool, keys)).toMatchObject([{ version: 7 }, { version: 5 }]);
});

it('the relay keeps its position if unpublished versions remain', async () => {
  await commit(3);
  await advanceRelay(pool, 'growth-updated', '2');
  await liftAbove(pool, [], { after: 3n, until: 12n });
  expect(await relayPosition(pool, 'growth-updated')).toBe('2');
});
