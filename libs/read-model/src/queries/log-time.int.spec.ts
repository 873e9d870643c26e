import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { markChanges } from '../statements/retention.ts';
import { readLogTime } from './log-time.ts';

let database: TestDatabase;
let model: ReadModel;
beforeAll(async () => {
  database = await testDatabase();
  model = createReadModel(database.url);
});
afterAll(async () => {
  await model.close();
  await database.drop();
});

const moveTo = (last: number) => model.pool.query('update change_cursor set last = $1', [last]);
const MARKS_KEPT = 3_600_000;

it('the time of a place is that of the first mark behind it, and none before a mark', async () => {
  await moveTo(10);
  expect(await readLogTime(model.pool)).toEqual({ sequence: '10', by: null });
  await markChanges(model.pool, MARKS_KEPT);
  const first = await readLogTime(model.pool);
  expect(first.by).toBeInstanceOf(Date);
  await moveTo(20);
  expect(await readLogTime(model.pool)).toEqual({ sequence: '20', by: null });
  await markChanges(model.pool, MARKS_KEPT);
  const second = await readLogTime(model.pool);
  expect(Number(second.by)).toBeGreaterThan(Number(first.by));
  expect(await readLogTime(model.pool, '10')).toEqual(first);
  expect(await readLogTime(model.pool, '11')).toEqual({ ...second, sequence: '11' });
  expect(await readLogTime(model.pool, '99')).toEqual(second);
});
