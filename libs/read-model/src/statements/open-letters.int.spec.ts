import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import { createReadModel, type ReadModel } from '../read-model.ts';
import { insertDeadLetters } from './dead-letters.ts';
import { readLogFigures } from './retention.ts';

let database: TestDatabase;
let readModel: ReadModel;
beforeAll(async () => {
  database = await testDatabase();
  readModel = createReadModel(database.url);
});
afterAll(async () => {
  await readModel.close();
  await database.drop();
});

const letter = (topic: string, offset: number) => ({
  ...{
    topic,
    partition: 0,
    offset: BigInt(offset),
    knownAt: new Date(0),
    rule: 'schema',
    reason: 'no figure',
  },
  ...{ key: null, value: Buffer.from('{}'), headers: [] },
});

it('open dead letters are those that nobody sent back, of each topic that ever had one', async () => {
  const { pool } = readModel;
  expect((await readLogFigures(pool)).openDeadLetters).toEqual(new Map());
  await insertDeadLetters(pool, [
    ...[1, 2, 3].map((offset) => letter('customs.figures', offset)),
    letter('platform.sales', 1),
  ]);
  await pool.query(
    `insert into dead_letter_replay (topic, partition, "offset", fix, reason, actor, searched_from)
     values ('customs.figures', 0, 2, 'none', 'mended', 'cli', '{}'), ('platform.sales', 0, 1, 'none', 'mended', 'cli', '{}')`,
  );
  const { openDeadLetters, replays } = await readLogFigures(pool);
  expect(openDeadLetters).toEqual(
    new Map([
      ['customs.figures', 2],
      ['platform.sales', 0],
    ]),
  );
  expect(replays).toBe(2);
});
