import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import fc from 'fast-check';
import { readJobs, type JobPlace, type JobsFilter } from '../queries/jobs.ts';
import { createReadModel, type Queryable, type ReadModel } from '../read-model.ts';
import { upsertJobs, type NewJob } from './jobs.ts';

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

/** Centuries. */
const NEVER = 1e13;

const report = (job: string, sequence: number): NewJob => ({
  ...{ job, sequence, source: '/spec', file: 'f', sha256: '0' },
  ...{ state: sequence % 2 ? 'running' : 'done', reason: sequence % 3 ? null : 'why, "so"' },
  counts: JSON.stringify({ lines: sequence }),
  faults: JSON.stringify([{ line: sequence, rule: 'one-of' }]),
  startedAt: new Date(sequence * 1_000),
  updatedAt: new Date(sequence * 2_000),
});

it('the report with the highest sequence stands, in whatever order and however often reports come', async () => {
  const reports = fc.array(fc.record({ job: fc.constantFrom('a', 'b', 'c'), sequence: fc.nat({ max: 9 }) }), {
    minLength: 1,
    maxLength: 30,
  });
  await fc.assert(
    fc.asyncProperty(reports, fc.nat({ max: 29 }), async (told, cut) => {
      await readModel.pool.query('delete from job');
      const all = told.map(({ job, sequence }) => report(job, sequence));
      await upsertJobs(readModel.pool, all.slice(0, cut));
      await upsertJobs(readModel.pool, all.slice(cut));
      const highest = new Map<string, NewJob>();
      for (const one of all)
        if (one.sequence >= (highest.get(one.job)?.sequence ?? 0)) highest.set(one.job, one);
      const rows = await readJobs(readModel.pool, {}, NEVER, null, 10);
      expect(rows.map(({ job }) => job).sort()).toEqual([...highest.keys()].sort());
      for (const row of rows) {
        const { state, reason, counts, faults, startedAt, updatedAt } = highest.get(row.job) as NewJob;
        expect(row).toMatchObject({ state, reason, counts, faults });
        expect([row.started_at, row.updated_at]).toEqual([startedAt, updatedAt]);
      }
    }),
    { numRuns: 60 },
  );
});

it('a report that changes nothing writes nothing', async () => {
  const { pool } = readModel;
  await pool.query('delete from job');
  await upsertJobs(pool, [report('a', 2), report('b', 2)]);
  const versions = async () =>
    (await pool.query('select job, ctid::text, xmin::text, xmax::text from job order by job')).rows;
  const before = await versions();
  await upsertJobs(pool, [report('a', 1), report('a', 2), report('b', 2)]);
  expect(await versions()).toEqual(before);
});

describe('a look at jobs', () => {
  beforeAll(() =>
    upsertJobs(
      readModel.pool,
      Array.from({ length: 50 }, (_, at) => report(`j${String(at)}`, at)),
    ),
  );

  /** Conditions on indexes in the plan of any values. */
  async function indexConditions(filter: JobsFilter, after: JobPlace | null): Promise<string[]> {
    let plan: string[] = [];
    const client = await readModel.pool.connect();
    const query = async (asked: string | { text: string; values: unknown[] }, values: unknown[] = []) => {
      const given = typeof asked === 'string' ? { text: asked, values } : asked;
      const literals = given.values.map((value) => {
        if (value === null || typeof value === 'number') return String(value);
        return client.escapeLiteral(Array.isArray(value) ? `{${value.join(',')}}` : String(value));
      });
      await client.query(`prepare looked as ${given.text}`);
      const { rows } = await client.query<Record<string, string>>(
        `explain execute looked(${literals.join(', ')})`,
      );
      plan = rows.flatMap((row) => Object.values(row)).filter((line) => line.includes('Index Cond'));
      return { rows: [] };
    };
    try {
      await client.query(
        'begin; set local plan_cache_mode = force_generic_plan; set local enable_seqscan = off',
      );
      await readJobs({ query } as unknown as Queryable, filter, NEVER, after, 10);
    } finally {
      await client.query('rollback; deallocate all');
      client.release();
    }
    return plan.map((line) => line.trim());
  }

  it('by name, or behind a place, begins in an index', async () => {
    expect(await indexConditions({ job: 'j7' }, null)).toEqual([expect.stringContaining('(job = ')]);
    const place = { startedAt: '1970-01-01T00:00:30Z', job: 'j30' };
    expect(await indexConditions({ states: ['done'] }, place)).toEqual([
      expect.stringContaining('(ROW(started_at, job) < '),
    ]);
  });
});
