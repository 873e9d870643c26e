import { testDatabase, type TestDatabase } from '@silkgauge/testing';
import fc from 'fast-check';
import { readJobs } from '../queries/jobs.ts';
import { createReadModel, type ReadModel } from '../read-model.ts';
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
