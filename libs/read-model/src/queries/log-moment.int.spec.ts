import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { appendChanges, appendRegistered } from '../statements/commit-batch.ts';
import { registerSeries } from '../statements/series.ts';
import { sequenceKnownBy } from './log-moment.ts';

let database: TestDatabase;
let model: ReadModel;
let seriesId: string;
let versions = 0;
beforeEach(async () => {
  database = await testDatabase();
  model = createReadModel(database.url);
  const [row] = await registerSeries(model.pool, 'platform', ['AMZN.CN.CBEC.FULL._T._T._T._T.CNY']);
  seriesId = row?.series_id ?? '';
});
afterEach(async () => {
  await model.close();
  await database.drop();
});

const day = (number: number) => new Date(Date.UTC(2024, 0, number));

/** A version of a state, the next change of the log. */
async function change(known: number): Promise<void> {
  versions += 1;
  const version = { seriesId, period: '2020', version: versions, knownAt: day(known), document: '{}' };
  await appendChanges(model.pool, [version]);
}

/** A version of a notice, the next change of the log. */
const notice = (key: string, known: number) =>
  appendRegistered(model.pool, [{ kind: 'notice', key, version: 1, knownAt: day(known), document: '{}' }]);

/** The first sale of a month, of a change that stands in the log. */
const saleMonth = (sequence: number, known: number) =>
  model.pool.query(`insert into sale_month values ('AMZN', '2024-01', $1, $2)`, [sequence, day(known)]);

const knownBy = (number: number, end = '99') => sequenceKnownBy(model.pool, day(number).toISOString(), end);

it('an instant is the last sequence that was known by then, and no later one than the end', async () => {
  for (const known of [1, 3, 3, 5]) await change(known);
  expect([await knownBy(2), await knownBy(3), await knownBy(4)]).toEqual(['1', '3', '3']);
  expect(await knownBy(0)).toBe('0');
  expect([await knownBy(9, '4'), await knownBy(9, '2')]).toEqual(['4', '2']);
});

it('times that cross the order of the log leave no sequence that says the same as an instant', async () => {
  for (const known of [1, 5, 3]) await change(known);
  expect([await knownBy(2), await knownBy(4), await knownBy(5)]).toEqual(['1', null, '99']);
  expect(await knownBy(4, '2')).toBe('1');
});

it('a notice of a later time is behind the sequence, and one of an earlier time behind it crosses', async () => {
  await change(1);
  await notice('N-1', 3);
  expect([await knownBy(1), await knownBy(2), await knownBy(3)]).toEqual(['1', '1', '99']);
  await change(2);
  expect(await knownBy(2)).toBeNull();
  await change(5);
  await notice('N-2', 2);
  expect([await knownBy(4), await knownBy(5)]).toEqual([null, '99']);
});

it('a month of sales of a later time is behind the sequence', async () => {
  await change(1);
  await change(2);
  await saleMonth(2, 4);
  expect([await knownBy(1), await knownBy(4)]).toEqual(['1', '99']);
  expect(await knownBy(3)).toBeNull();
});
