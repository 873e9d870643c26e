import { eventually, testDatabase, type TestDatabase } from '@silkgauge/testing';
import { connect } from '../read-model.ts';
import { migrate } from '../schema.ts';
import { registerSeries } from '../statements/series.ts';
import { added } from './added.fixture.ts';

const UPGRADE = added({}, [{ name: 'change_document', table: 'change', on: '(length(document), sequence)' }]);

type Session = Awaited<ReturnType<typeof connect>>;

let database: TestDatabase;
let writer: Session;
let other: Session;

beforeEach(async () => {
  database = await testDatabase();
  [writer, other] = [await connect(database.url, 'spec-writer'), await connect(database.url, 'spec')];
  await registerSeries(other, 'customs', ['GACC.CN.CBEC.FULL._T._T._T._T.CNY']);
});
afterEach(async () => {
  await writer.end().catch(() => undefined);
  await other.end();
  await database.drop();
});

let sequence = 0;
const append = (session: Session) =>
  session.query(
    `insert into change (sequence, series_id, period, version, known_at, document)
     select $1::bigint, series_id, '2020', $1::bigint::int, now(), '{}' from series`,
    [(sequence += 1)],
  );

/** Resolves with the process of the build once it waits for a writer. */
const waitingBuild = () =>
  eventually(async () => {
    const { rows } = await other.query<{ pid: number }>(
      `select pid from pg_stat_activity
       where datname = current_database() and query like 'create index%change_document%' and wait_event_type = 'Lock'`,
    );
    return rows[0]?.pid;
  });

const states = async () =>
  (
    await other.query<{ valid: boolean }>(
      `select i.indisvalid as valid from pg_index i join pg_class c on c.oid = i.indexrelid where c.relname = 'change_document'`,
    )
  ).rows.map(({ valid }) => valid);

it('the change log is written while an upgrade builds an index on it, by two at a time', async () => {
  await writer.query('begin');
  await append(writer);
  const migrating = Promise.all([migrate(database.url, UPGRADE), migrate(database.url, UPGRADE)]);
  await waitingBuild();
  await other.query(`set lock_timeout = '5s'`);
  for (let n = 0; n < 20; n += 1) await append(other);
  expect(await states()).toEqual([false]);
  await writer.query('commit');
  await migrating;
  expect(await states()).toEqual([true]);
});

it('an index whose build broke off is made anew', async () => {
  await writer.query('begin');
  await append(writer);
  const migrating = migrate(database.url, UPGRADE).catch((error: unknown) => error);
  await other.query('select pg_terminate_backend($1)', [await waitingBuild()]);
  expect(await migrating).toBeInstanceOf(Error);
  await writer.query('commit');
  expect(await states()).toEqual([false]);
  await migrate(database.url, UPGRADE);
  expect(await states()).toEqual([true]);
});
