import { emptyDatabase, type TestDatabase } from '@silkgauge/testing';
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

it('a connection that breaks in a transaction fails this transaction only', async () => {
  const broken = inTransaction(readModel.pool, async (tx) => {
    const { rows } = await tx.query<{ pid: number }>(OWN_PID);
    await Promise.all([tx.query('select pg_sleep(60)'), end(rows[0]?.pid ?? 0)]);
  });
  // An unhandled error event would end the process.
  await expect(broken).rejects.toThrow(/terminat/);
  await expect(inTransaction(readModel.pool, (tx) => tx.query('select 1 as one'))).resolves.toMatchObject({
    rows: [{ one: 1 }],
  });
});

it('a broken session rejects its next statement', async () => {
  const session = await connect(database.url, 'spec');
  const ended = new Promise((resolve) => session.once('end', resolve));
  const { rows } = await session.query<{ pid: number }>(OWN_PID);
  await end(rows[0]?.pid ?? 0);
  await ended;
  await expect(session.query('select 1')).rejects.toThrow();
});

it('the stack of a statement error names the caller', async () => {
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
