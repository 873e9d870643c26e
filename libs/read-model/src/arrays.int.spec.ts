import { emptyDatabase, type TestDatabase } from '@silkgauge/testing';
import fc from 'fast-check';
import { plainArray, textArray } from './arrays.ts';
import { createReadModel, type ReadModel } from './read-model.ts';

let database: TestDatabase;
let readModel: ReadModel;

beforeAll(async () => {
  database = await emptyDatabase();
  readModel = createReadModel(database.url);
});

afterAll(async () => {
  await readModel?.close();
  await database?.drop();
});

async function returned<T>(type: string, value: unknown): Promise<T[] | undefined> {
  const { rows } = await readModel.pool.query<{ value: T[] }>(`select $1::${type}[] as value`, [value]);
  return rows[0]?.value;
}

/** Text that PostgreSQL can hold: no NUL, no lone surrogate. */
const text = fc.string({ unit: 'binary', maxLength: 60 }).map((given) => given.replaceAll('\0', ''));

it('PostgreSQL reads textArray back as the same texts and nulls', async () => {
  const texts = fc.array(fc.option(text), { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      expect(await returned('text', textArray(given))).toEqual(given);
    }),
    { examples: [[[]], [[null]], [['', '"', '\\', '{}', 'NULL', ',', 'größer', '😀']]] },
  );
});

it('PostgreSQL reads plainArray back as the same numbers, periods and instants', async () => {
  const instants = [new Date(0), null, new Date(1_600_000_000_123)];
  expect(await returned('timestamptz', plainArray(instants))).toEqual(instants);
  expect(await returned('text', plainArray(['2020-01', null]))).toEqual(['2020-01', null]);
  expect(await returned('text', plainArray([1, 2n ** 60n]))).toEqual(['1', '1152921504606846976']);
  expect(await returned('int', plainArray([]))).toEqual([]);
});
