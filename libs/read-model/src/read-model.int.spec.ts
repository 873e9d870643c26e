import { emptyDatabase, keptBytes, type TestDatabase } from '@silkgauge/testing';
import { textArray } from './arrays.ts';
import { connect, createReadModel, inTransaction, type ReadModel } from './read-model.ts';

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

const OWN_PID = 'select pg_backend_pid() as pid';
const end = (pid: number) => readModel.pool.query('select pg_terminate_backend($1)', [pid]);

it('a connection that breaks in a transaction fails that transaction and nothing else', async () => {
  const broken = inTransaction(readModel.pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>(OWN_PID);
    await Promise.all([tx.query('select pg_sleep(60)'), end(rows[0]?.pid ?? 0)]);
  });
  // Uncaught, the break itself would end the process.
  await expect(broken).rejects.toThrow(/terminat/);
  await expect(inTransaction(readModel.pool, (tx) => tx.query('select 1 as one'))).resolves.toMatchObject({
    rows: [{ one: 1 }],
  });
});

it('a session that breaks tells so at its next statement', async () => {
  const session = await connect(database.url, 'spec');
  const ended = new Promise((resolve) => session.once('end', resolve));
  const { rows } = await session.query<{ pid: number }>(OWN_PID);
  await end(rows[0]?.pid ?? 0);
  await ended;
  await expect(session.query('select 1')).rejects.toThrow();
});

it('an error of a statement leads to who asked', async () => {
  async function asksInVain(): Promise<void> {
    await inTransaction(readModel.pool, async (tx) => {
      await tx.query('select nothing from nowhere');
    });
  }
  const error = await asksInVain().then(
    () => null,
    (thrown: unknown) => thrown as Error,
  );
  expect(error).toMatchObject({ code: '42P01' });
  expect(error?.stack).toContain('asksInVain');
});

it('a client of the pool takes texts, values, rows as arrays and callbacks as one of pg does', async () => {
  const client = await readModel.pool.connect();
  const array = await client.query<[number]>({ text: 'select $1::int', values: [3], rowMode: 'array' });
  const given = await client.query('select $1::int as n', [4]);
  const called = await new Promise((resolve) => {
    client.query('select 5 as n', (_, { rows }) => {
      resolve(rows);
    });
  });
  expect([array.rows, given.rows, called]).toEqual([[[3]], [{ n: 4 }], [{ n: 5 }]]);
  client.release();
});

it('a statement that was answered is not kept, nor its values', async () => {
  const client = await readModel.pool.connect();
  const values = () => [Array.from({ length: 2_000 }, (_, i) => `${'value '.repeat(10)}${String(i)}`)];
  const kept = await keptBytes(100, () => client.query('select cardinality($1::text[])', values()));
  client.release();
  // One round takes 130 kB.
  expect(kept).toBeLessThan(2_000_000);
});

it('nor the memory that its texts were sent from', async () => {
  const client = await readModel.pool.connect();
  const texts = Array.from({ length: 2_000 }, (_, i) => `${'value '.repeat(100)}${String(i)}`);
  const ask = () => client.query<{ n: number }>('select cardinality($1::text[]) as n', [textArray(texts)]);
  const kept = await keptBytes(30, ask);
  const { rows } = await ask();
  client.release();
  expect(rows).toEqual([{ n: 2_000 }]);
  // One round sends 1.2 MB.
  expect(kept).toBeLessThan(3_000_000);
});
