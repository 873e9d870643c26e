import { setTimeout as pause } from 'node:timers/promises';
import { parseSeriesKey } from '@silkgauge/contract';
import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, inTransaction, type Queryable, type ReadModel } from '../read-model.ts';
import { announce } from '../statements/announce.ts';
import { lastSequence, readChanges } from '../statements/changes.ts';
import { appendChanges } from '../statements/commit-batch.ts';
import { registerSeries } from '../statements/series.ts';
import { listenForChanges } from './listen.ts';

let database: TestDatabase;
let readModel: ReadModel;
const ids: string[] = [];

beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
  for (const area of ['CN', 'US', 'GB']) {
    const key = `GACC.${area}.CBEC.FULL._T._T._T._T.CNY`;
    const series = parseSeriesKey(key);
    if (!series) throw new Error(key);
    const [row] = await registerSeries(readModel.pool, 'customs', [key]);
    ids.push(row?.series_id ?? '');
  }
});
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

const append = (tx: Queryable, writer: number, version: number) =>
  appendChanges(tx, [
    { seriesId: ids[writer] ?? '', period: '2020', version, knownAt: new Date(0), document: '{}' },
  ]);

describe('the change log with concurrent writers', () => {
  it('shows no gap before a visible sequence, though writers commit late or roll back', async () => {
    let writing = true;
    const write = async (writer: number) => {
      for (let version = 1; version <= 60;) {
        const undone = Math.random() < 0.2;
        const work = inTransaction(readModel.pool, async (tx) => {
          await append(tx, writer, version);
          // Without the lock on the cursor, a reader would see a gap during this pause.
          await pause(Math.random() * 3);
          if (undone) throw new Error('undone');
        });
        await work.then(
          () => (version += 1),
          (error: unknown) => {
            if (!undone) throw error;
          },
        );
      }
    };
    const seen: string[] = [];
    const read = async () => {
      for (let last = false; ;) {
        last = !writing;
        const rows = await readChanges(readModel.pool, seen.at(-1) ?? '0', 1_000);
        seen.push(...rows.map((row) => row.sequence));
        if (last && rows.length === 0) return;
      }
    };
    const reading = read();
    await Promise.all([write(0), write(1), write(2)]).finally(() => (writing = false));
    await reading;
    expect(seen).toEqual(Array.from({ length: 180 }, (_, index) => String(index + 1)));
    expect(await lastSequence(readModel.pool)).toBe('180');
  });

  it('wakes listeners by announce, and reports a lost connection', async () => {
    let heard = 0;
    const woken = Promise.withResolvers<null>();
    const lost = Promise.withResolvers<null>();
    const listener = await listenForChanges(
      database.url,
      () => {
        heard += 1;
        woken.resolve(null);
      },
      () => {
        lost.resolve(null);
      },
    );
    await inTransaction(readModel.pool, (tx) => append(tx, 0, 61));
    expect(heard).toBe(0);
    await announce(readModel.pool, ['181']);
    await woken.promise;
    expect(heard).toBe(1);
    await readModel.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where application_name = 'silkgauge-stream' and datname = current_database()`,
    );
    await lost.promise;
    await listener.stop();
  });
});
