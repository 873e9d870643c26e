import { EMBARGO_TOPICS } from '@silkgauge/contract';
import { latestOffsets } from '@silkgauge/kafka';
import { newSecretKeys, parseSecretKeys, type RunningService } from '@silkgauge/service';
import { eventually, figure, testBrokers, topicPrefix } from '@silkgauge/testing';
import { BATCH, push, startFeed, STRUCTURED } from './feed.fixture.ts';

const SERIES = 'ALIEXPRESS.CN.SALES.OWN.X._T.TOYS.ES.EUR';
const UNTIL = '2999-01-01T00:00:00Z';
const prefix = topicPrefix();
let feed: RunningService;
let without: RunningService;

beforeAll(async () => {
  feed = await startFeed(testBrokers(), prefix, { embargoKeys: parseSecretKeys(newSecretKeys()) });
  without = await startFeed(testBrokers(), prefix);
});
afterAll(() => Promise.all([feed.stop(), without.stop()]));

let ids = 0;
const event = (embargo: object | undefined, members: object = {}) => {
  const { type, data } = figure(SERIES, '2020-S1', {
    value: '1',
    publishedAt: '_U',
    ...(embargo && { embargo }),
    ...members,
  });
  return { specversion: '1.0', source: '/spec', id: `held-${String((ids += 1))}`, type, data };
};
const ends = async () =>
  Promise.all(
    [...EMBARGO_TOPICS, 'platform.figures'].map(async (topic) => {
      const offsets = await latestOffsets({ brokers: [testBrokers()] }, prefix + topic);
      return [...offsets.values()].reduce((sum, one) => sum + one, 0n);
    }),
  );
const counted = async () => {
  const text = await (await fetch(`${feed.url}/metrics`)).text();
  return text.split('\n').filter((line) => line.startsWith('silkgauge_events_accepted_total'));
};

it('an event under embargo goes to the topic of its domain, beside those in clear, and its receipt names that place', async () => {
  const before = [await ends(), await counted()] as const;
  const { status, body } = await push(feed.url, BATCH, [
    event({ until: UNTIL }),
    event(undefined),
    event({ release: 'H1' }),
  ]);
  expect(status).toBe(202);
  expect(body.receipts?.map(({ topic }) => topic.slice(prefix.length))).toEqual([
    ...['platform.embargoed', 'platform.figures', 'platform.embargoed'],
  ]);
  const after = await ends();
  expect(after.map((end, at) => end - (before[0][at] ?? 0n))).toEqual([0n, 2n, 1n]);
  // Metrics tell of the one in clear.
  expect(await counted()).toEqual(['silkgauge_events_accepted_total{type="silkgauge.figure.reported.v1"} 1']);
});

it.each([
  ['both a release and an instant', event({ release: 'H1', until: UNTIL }), ['/data/embargo embargo-end']],
  ['neither', event({}), ['/data/embargo embargo-end']],
  ['a date', event({ until: '2999-01-01' }), ['/data/embargo/until instant']],
  [
    'a publication before the lifting',
    event({ until: UNTIL }, { publishedAt: '2020-07-14' }),
    ['/data/publishedAt published-before-lifting'],
  ],
  [
    'more than 256 KiB',
    event({ until: UNTIL }, { more: 'x'.repeat(300_000) }),
    ['/data/embargo embargo-size'],
  ],
])('an embargo with %s is refused, and nothing is taken', async (_, given, faults) => {
  const before = await ends();
  const { status, body } = await push(feed.url, STRUCTURED, given);
  expect([status, body.errors?.map(({ pointer, rule }) => `${pointer} ${rule}`)]).toEqual([422, faults]);
  expect(await ends()).toEqual(before);
});

it('a key has room for 5,000 events of one release, and refused is what is beyond it', async () => {
  const batch = () => Array.from({ length: 1_000 }, () => event({ release: 'FULL' }));
  // What a busy broker does not take (503) takes no room, and is pushed again.
  for (let times = 0; times < 5; times += 1)
    await eventually(async () => (await push(feed.url, BATCH, batch())).status === 202);
  const before = await ends();
  const { status, body } = await push(feed.url, BATCH, [
    event({ release: 'OTHER' }),
    event({ release: 'FULL' }),
  ]);
  expect([status, body.errors]).toMatchObject([422, [{ index: 1, rule: 'embargo-full' }]]);
  const upload = await fetch(`${feed.url}/v1/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: [event({ release: 'FULL' }), event({ release: 'OTHER' })]
      .map((one) => JSON.stringify(one))
      .join('\n'),
  });
  const fates = (await upload.text()).trim().split('\n');
  expect(fates.map((fate) => (JSON.parse(fate) as { problem?: { status: number } }).problem?.status)).toEqual(
    [422, undefined],
  );
  expect((await ends())[1]).toBe((before[1] ?? 0n) + 1n);
});

it('no measure of requests tells of a push with an event under embargo', async () => {
  const measured = async () => {
    const text = await (await fetch(`${feed.url}/metrics`)).text();
    return text.split('\n').filter((line) => /_count.*\/v1\/events/.test(line));
  };
  expect((await push(feed.url, STRUCTURED, event(undefined))).status).toBe(202);
  const before = await measured();
  expect(before).not.toEqual([]);
  expect((await push(feed.url, BATCH, [event({ until: UNTIL }), event(undefined)])).status).toBe(202);
  expect(await measured()).toEqual(before);
  expect((await push(feed.url, STRUCTURED, event(undefined))).status).toBe(202);
  expect(await measured()).not.toEqual(before);
});

it('a door without keys refuses an embargo, and never takes the event in clear', async () => {
  const before = await ends();
  const { status, body } = await push(without.url, STRUCTURED, event({ until: UNTIL }));
  expect([status, body.errors]).toMatchObject([
    422,
    [
      {
        pointer: '/data/embargo',
        rule: 'embargo-unavailable',
        message: expect.stringContaining('EMBARGO_KEYS') as unknown,
      },
    ],
  ]);
  expect(await ends()).toEqual(before);
});
