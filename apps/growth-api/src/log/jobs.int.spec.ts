import type { Job, Page } from '@silkgauge/contract';
import { upsertJobs, type NewJob } from '@silkgauge/read-model';
import { testDatabase } from '@silkgauge/testing';
import { startApi, type TestApi } from '../growth-api.fixture.ts';

const SILENCE = 60_000;
let api: TestApi;
const name = (at: number) => at.toString(16).padStart(32, '0');
const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

function report(at: number, more: Partial<NewJob> = {}): NewJob {
  return {
    ...{ job: name(at), source: '/loader', file: `${String(at)}.jsonl`, sha256: 'ab'.repeat(32) },
    ...{ sequence: 1, state: 'done', reason: null },
    counts: JSON.stringify({ lines: 10, taken: 8, repeated: 3, refused: 2 }),
    faults: JSON.stringify([{ line: 4, rule: 'one-of' }]),
    // Two of each start.
    startedAt: minutesAgo(100 - (at >> 1)),
    updatedAt: minutesAgo(0),
    ...more,
  };
}

beforeAll(async () => {
  api = await startApi(await testDatabase(), { jobSilence: SILENCE });
  await upsertJobs(api.pool, [
    ...Array.from({ length: 7 }, (_, at) => report(at)),
    report(7, { state: 'running' }),
    report(8, { state: 'running', updatedAt: minutesAgo(2) }),
    report(9, { state: 'failed', reason: 'The door answered 418.', updatedAt: minutesAgo(2) }),
    report(10, { source: '/other, one' }),
  ]);
});
afterAll(() => api.end());

const list = (query: string) => api.json<Page<Job>>(`/v1/jobs${query}`);
const names = ({ items }: Page<Job>) => items.map(({ id }) => id);

describe('/v1/jobs', () => {
  it('has jobs newest first, page by page', async () => {
    const whole = await list('');
    expect(names(whole)).toEqual(Array.from({ length: 11 }, (_, at) => name(10 - at)));
    const paged: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await list(`?limit=2${next && `&cursor=${next}`}`);
      expect(page.items.length).toBeLessThanOrEqual(2);
      paged.push(...names(page));
      next = page.next;
    }
    expect(paged).toEqual(names(whole));
  });

  it('has only those of a state, or of a source', async () => {
    expect(names(await list('?state=running'))).toEqual([name(7)]);
    expect(names(await list('?state=broken'))).toEqual([name(8)]);
    expect(names(await list('?state=broken,failed'))).toEqual([name(9), name(8)]);
    expect(names(await list('?source=%2Fother,%20one'))).toEqual([name(10)]);
    expect(names(await list('?source=%2Fother'))).toEqual([]);
  });

  it('says what it does not know', async () => {
    const refused = await api.get('/v1/jobs?state=brokn');
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('broken');
    expect((await api.get('/v1/jobs?cursor=abc')).status).toBe(400);
    expect((await api.get('/v1/jobs?stat=done')).status).toBe(400);
  });
});

describe('/v1/jobs/{id}', () => {
  it('is one job as it was reported', async () => {
    const job = await api.json<Job>(`/v1/jobs/${name(9)}`);
    expect(job).toMatchObject({
      ...{ id: name(9), source: '/loader', file: '9.jsonl', sha256: 'ab'.repeat(32) },
      ...{ state: 'failed', reason: 'The door answered 418.' },
      counts: { lines: 10, taken: 8, repeated: 3, refused: 2 },
      faults: [{ line: 4, rule: 'one-of' }],
    });
    expect(Date.parse(job.startedAt)).toBeLessThan(Date.parse(job.updatedAt));
  });

  it('is broken once nothing was heard of it for long, and no longer with the next report', async () => {
    expect(await api.json(`/v1/jobs/${name(8)}`)).toMatchObject({ state: 'broken', reason: null });
    await upsertJobs(api.pool, [report(8, { state: 'running', sequence: 2 })]);
    expect(await api.json(`/v1/jobs/${name(8)}`)).toMatchObject({ state: 'running' });
  });

  it.each([name(99), 'x', 'a'.repeat(1_000), '%00'])('%s is not there', async (id) => {
    expect((await api.get(`/v1/jobs/${id}`)).status).toBe(404);
  });
});
