import { copyOf, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, inTransaction, type ReadModel } from '../read-model.ts';
import { lastSequence } from './changes.ts';
import { appendChanges, movePositions } from './commit-batch.ts';
import {
  beginIncarnation,
  findStatesToRevise,
  hasVersionFloors,
  holeAround,
  inputToReadAgain,
  isKnownServer,
  liftAbove,
  readTokens,
  refuseBatches,
  statesInGap,
  thisServer,
  unknownVersions,
  type SequenceGap,
} from './incarnations.ts';
import { claimPosition } from './positions.ts';
import { advanceRelay, relayPosition } from './relay.ts';
import { registerSeries } from './series.ts';
import { moveDesk } from './desk.ts';
import { holdCursor } from './registered.ts';
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
  ({ domain: 'platform', key: KEY, period, version, sequence: String(sequence), token: null }) as const;

describe('a server that was started after the last check of the topics', () => {
  const place = { topic: 'x', partition: 0 };
  const skip = { from: 0n, next: 1n, found: 'record', cause: 'c', reason: 'r', actor: 'a' } as const;

  it.each([
    ['another start', `started = started - interval '1 microsecond'`],
    ['another timeline', 'timeline = timeline + 1'],
    ['another cluster', 'system_identifier = system_identifier + 1'],
    ['another database of the server', 'database = database + 1'],
    ['rows put in place of the former ones', 'reason = reason'],
  ])('rejects batches after %s until the topics are checked', async (_name, other) => {
    expect(await isKnownServer(pool)).toBe(true);
    await pool.query(`update incarnation set ${other}`);
    expect(await isKnownServer(pool)).toBe(false);
    // A partition can be claimed, but its position cannot move.
    const { epoch } = await claimPosition(pool, 'x', 0);
    const to = { ...place, epoch, expected: 0n, next: 1n };
    await expect(movePositions(pool, [to])).rejects.toMatchObject({ code: 'SG003' });
    await expect(skipPosition(pool, { ...place, ...skip })).rejects.toMatchObject({ code: 'SG003' });
    // Neither does the desk, nor what judges claims that a batch left.
    await expect(moveDesk(pool, { from: '0', to: '0' })).rejects.toMatchObject({ code: 'SG003' });
    await expect(inTransaction(pool, (tx) => holdCursor(tx))).rejects.toThrow(/has started anew/);
    await begin({ after: 0n, until: 0n });
    expect(await isKnownServer(pool)).toBe(true);
    await movePositions(pool, [to]);
  });

  it('stays unknown if it was started again during the check', async () => {
    const server = { ...(await thisServer(pool)), started: '2020-01-01T00:00:00Z' };
    await beginIncarnation(pool, { server, after: 0n, until: 0n, reason: 'spec', actor: 'spec' });
    expect(await isKnownServer(pool)).toBe(false);
  });

  it('is unknown as a copy, though the server is the same, and so is a copy row by row', async () => {
    const { rows } = await pool.query<{ n: number }>('select n from incarnation');
    await pool.query('create table copy as select * from incarnation');
    await pool.query('truncate incarnation');
    await pool.query('insert into incarnation select * from copy');
    expect((await pool.query('select n from incarnation')).rows).toEqual(rows);
    expect(await isKnownServer(pool)).toBe(false);
    await begin({ after: 0n, until: 0n });
    expect(await isKnownServer(pool)).toBe(true);
    await readModel.close();
    const copy = await copyOf(database);
    readModel = createReadModel(copy.url);
    expect(await isKnownServer(readModel.pool)).toBe(false);
    await readModel.close();
    await copy.drop();
    readModel = createReadModel(database.url);
  });

  it('refuses batches once a log that was known is found to lack what was published', async () => {
    await refuseBatches(pool, await thisServer(pool));
    expect(await isKnownServer(pool)).toBe(false);
    await begin({ after: 0n, until: 0n });
    expect(await isKnownServer(pool)).toBe(true);
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

it('a version is known by its incarnation, too, where its record names one', async () => {
  await commit(2);
  const tokenOf = await readTokens(pool);
  await begin({ after: 2n, until: 2n });
  const next = await readTokens(pool);
  await appendChanges(pool, [
    { seriesId, period: '2024-01', version: 3, knownAt: new Date(0), document: '{"change":{}}' },
  ]);
  // A change keeps the token of the incarnation that it was committed in.
  expect([next('2'), next('3') === next('2')]).toEqual([tokenOf('2'), false]);
  const under = (version: number, token: string | undefined) => ({
    ...published(version, version),
    token: token ?? null,
  });
  const all = [under(2, next('2')), under(3, next('3')), under(2, next('3')), under(3, 'of another')];
  expect(await unknownVersions(pool, all)).toEqual(all.slice(2));
});

it('names the input that is read again', async () => {
  expect(await inputToReadAgain(pool)).toEqual([]);
  const readAgain = [{ topic: 'platform.sales', partition: 3, next: 40n }];
  const nothing = { after: 0n, until: 0n, reason: 'spec', actor: 'spec' };
  await beginIncarnation(pool, { server: await thisServer(pool), ...nothing, readAgain });
  expect(await inputToReadAgain(pool)).toEqual(readAgain);
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

it('a relay whose log went on within the gap continues behind it, and what was written there is named', async () => {
  await commit(3);
  await advanceRelay(pool, 'growth-updated', '1');
  const gap = { after: 1n, until: 12n };
  expect(await statesInGap(pool, gap)).toEqual([{ seriesId, period: '2024-01' }]);
  await liftAbove(pool, [], gap);
  expect(await relayPosition(pool, 'growth-updated')).toBe('12');
});

it('the relay keeps its position if unpublished versions remain', async () => {
  await commit(3);
  await advanceRelay(pool, 'growth-updated', '2');
  await liftAbove(pool, [], { after: 3n, until: 12n });
  expect(await relayPosition(pool, 'growth-updated')).toBe('2');
});
