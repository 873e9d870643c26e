import { jobId, topics } from '@silkgauge/contract';
import { ensureTopics } from '@silkgauge/kafka';
import { eventually, testBrokers, topicPrefix } from '@silkgauge/testing';
import { push, sale, startFeed, STRUCTURED } from './feed.fixture.ts';

const prefix = topicPrefix();
const jobs = `${prefix}push.jobs`;
const DIGEST = 'ab'.repeat(32);
const report = {
  ...{ specversion: '1.0', id: '1', source: '/spec', type: 'silkgauge.job.reported.v1' },
  data: {
    ...{ job: jobId('/spec', DIGEST), file: 'f', sha256: DIGEST, sequence: 1, state: 'running', faults: [] },
    ...{ startedAt: '2026-01-01T00:00:00Z', counts: { lines: 1, taken: 0, repeated: 0, refused: 0 } },
  },
};

it('a topic of jobs that is missing holds up no event: reports alone are refused, with the reason', async () => {
  const kafka = { brokers: [testBrokers()] };
  await ensureTopics(
    kafka,
    topics(prefix).filter(({ name }) => name !== jobs),
  );
  const feed = await startFeed(testBrokers(), prefix, {}, { topics: false });
  try {
    // The first record of a topic may take longer than a push has.
    await eventually(async () => (await push(feed.url, STRUCTURED, sale())).status === 202);
    expect((await fetch(`${feed.url}/readyz`)).status).toBe(200);
    let isOver = false;
    const refused = push(feed.url, STRUCTURED, report).finally(() => (isOver = true));
    const statuses: number[] = [];
    while (!isOver || statuses.length < 5) statuses.push((await push(feed.url, STRUCTURED, sale())).status);
    expect(new Set(statuses)).toEqual(new Set([202]));
    const { status, headers, body } = await refused;
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
    expect(body.detail).toContain('push.jobs');

    await ensureTopics(kafka, topics(prefix));
    await eventually(async () => (await push(feed.url, STRUCTURED, report)).status === 202);
  } finally {
    await feed.stop();
  }
});
