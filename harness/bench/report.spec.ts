import { reportTable, type BenchReport } from './report.ts';
import type { DrainResult } from './runs/drain.ts';

const MB = 1_000_000;
const drained: DrainResult = {
  events: 1_000_000,
  series: 2_000,
  processes: 2,
  wallSeconds: 8,
  firstRowSeconds: 1,
  topicDoneSeconds: 10,
  eventsPerSecond: 100_000,
  aggregation: [
    { cpuSeconds: 4, peakRss: 200 * MB },
    { cpuSeconds: 6, peakRss: 250 * MB },
  ],
  broker: { cpuSeconds: 1, peakRss: 300 * MB },
  postgres: { cpuSeconds: 2, peakRss: 0 },
  changes: 70_000,
  table: 'LATE',
  topic: 'DIFFERENT',
  differences: ['row 3: expected a, found b'],
};
const report: BenchReport = {
  machine: { cpus: 2, model: 'a processor', node: 'v24.0.0', load: 0.5 },
  startedAt: '2026-01-01T00:00:00.000Z',
  drains: [drained],
  steady: null,
  stages: [{ stage: 'identity', microseconds: 0.5, note: '' }],
  facts: {
    sets: ['seed', 'cbec'],
    events: 300_000,
    pushedSeconds: 30,
    seconds: 75,
    eventsPerSecond: 4_000,
    versions: 900_000,
    outcomes: { applied: 299_998, duplicate: 2 },
    costs: {
      aggregation: { cpuSeconds: 60, peakRss: 400 * MB },
      loader: { cpuSeconds: 5, peakRss: 150 * MB },
    },
  },
  families: [
    {
      prints: 'levels',
      series: 3,
      figures: 30_000,
      events: 5_000,
      statesPerEvent: 12.5,
      mean: 640,
      p50: 500,
      p99: 2_100,
      max: 9_000,
    },
  ],
  page: {
    scriptBytes: 131_000,
    answered: 412,
    settled: 640,
    visits: 7,
    rest: { changes: 0, frames: 60, longest: 17 },
    flood: { changes: 998, frames: 40, longest: 120 },
    replay: { changes: 2_500, frames: 30, longest: 150 },
  },
  webhooks: {
    ...{ deliveries: 20_000, perSecond: 2_500, rate: 500, subscriptions: 75, silent: 20 },
    alone: { p50: 12, p99: 80, max: 90, lost: 0 },
    besideSilent: { p50: 14, p99: 95, max: 120, lost: 0 },
    burden: {
      ...{ changes: 1_000_000, subscriptions: 5_000, down: 1_000, secondsToStart: 2.5, perSecond: 900 },
      ...{ peakRss: 280e6, seconds: 30 },
    },
  },
  sdmx: {
    observations: 640_000,
    answers: [
      {
        ...{ what: 'SDMX-CSV 2.0', rows: 640_000, bytes: 2e8, seconds: 20, firstByteMs: 31 },
        ...{ lastToFirst: 1.02, moreRss: 61 * MB },
      },
    ],
  },
  newsroom: {
    rehearsals: [{ figures: 1_000, states: 1_200, p50: 700, p95: 900 }],
    pushes: { figures: 10_000, alone: [900, 1_100], beside: [950, 930], worked: [150, 160, 290] },
  },
  keyedPushes: [
    {
      what: 'sales, one a push',
      open: { perSecond: [1_900, 2_100], microseconds: 210 },
      keyed: { perSecond: [1_900, 1_960], microseconds: 220.5 },
    },
  ],
  traces: {
    off: [drained, drained],
    on: [
      { ...drained, eventsPerSecond: 96_000 },
      { ...drained, eventsPerSecond: 98_000 },
    ],
    spans: 1_234,
  },
  hot: [{ what: 'alike prints', prints: 10_000, took: 4_200, wait: 900, waitAlone: 300, silence: 40 }],
  readers: [
    {
      ...{ what: '40 exports', silence: 40, statuses: { 200: 12, 429: 3_000 }, rss: [100 * MB, 110 * MB] },
      alone: { p50: 4, p99: 9, max: 10, lost: 0 },
      beside: { p50: 8, p99: 30, max: 44, lost: 0 },
    },
  ],
  liftings: [{ figures: 5_000, first: 400, last: 6_000 }],
  desk: {
    ...{ orders: 1_000, untouched: 20_000, touched: 150, rate: 1_000, watchedRate: 25 },
    alerts: { p50: 12, p99: 480, max: 500, lost: 0 },
    bulletins: { p50: 14, p99: 490, max: 510, lost: 1 },
  },
  profile: [],
  peers: null,
};

it('shows the results per process and per event', () => {
  const table = reportTable(report);
  expect(table).toContain('100,000 with 2 processes, 2,000 series, 70,000 changes out');
  expect(table).toContain('aggregation 4.0 + 6.0, broker 1.0, PostgreSQL 2.0');
  expect(table).toContain('aggregation 10.00, all three 13.00');
  expect(table).toContain('aggregation 200 + 250, broker 300');
  expect(table).toContain('0.500 us an event');
});

it('shows the cost of figures by process', () => {
  const table = reportTable(report);
  expect(table).toContain('300,000 pushed in 30.0 s, dealt with in 75.0 s');
  expect(table).toContain('applied 299,998, duplicate 2');
  expect(table).toContain('aggregation 60.0, loader 5.0');
  expect(table).toContain('aggregation 400, loader 150');
});

it('shows the cost of one event of a family', () => {
  expect(reportTable(report)).toContain('family, levels: us');
  expect(reportTable(report)).toContain('mean 640, p50 500, p99 2,100, max 9,000');
});

it('shows the speed of webhooks', () => {
  const table = reportTable(report);
  expect(table).toContain('2,500 deliveries/s');
  expect(table).toContain('p50 14.0, p99 95.0, max 120.0 ms, 0 lost');
  expect(table).toContain('5,000 subscriptions, 1,000 down, 1M behind');
  expect(table).toContain('start 2.5 s, then 900 deliveries/s, peak 280 MB in 30 s');
});

it('shows the speed of answers in SDMX', () => {
  expect(reportTable(report)).toContain(
    '32,000 rows/s (640,000 in 20.0 s), first byte 31 ms, end to start 1.02, 61 MB more',
  );
});

it('shows the waiting times of the page', () => {
  const table = reportTable(report);
  expect(table).toContain('131 kB');
  expect(table).toContain('answer after 412 ms, all read after 640 ms');
  expect(table).toContain('with 998 changes a second');
  expect(table).toContain('40 frames a second, longest 120 ms (1.50x fewer)');
});

it('reports wrong results', () => {
  expect(reportTable(report)).toContain('LATE, DIFFERENT, row 3: expected a, found b');
});

it('shows how the desk keeps up, and how late alerts and bulletins are', () => {
  const table = reportTable(report);
  expect(table).toMatch(/desk, 1,000 rules and plans: backlog that touches none +20,000 a second/);
  expect(table).toMatch(
    /1,000 changes\/s, 25 watched, to bulletin +p50 14.0, p99 490.0, max 510.0 ms, 1 lost/,
  );
});

it('shows how long cheap reads take beside others', () => {
  expect(reportTable(report)).toMatch(
    /readers: 40 exports +a cheap read of another key p50 8.0 ms, max 44.0, 2.0 times as long as alone; \/healthz took 40 ms at most; 12 x 200, 3,000 x 429; the API has 110 MB a minute later, 110 % of before/,
  );
});

it('shows how long rehearsals take', () => {
  expect(reportTable(report)).toMatch(/rehearsal: 1,000 figures +p50 700 ms, p95 900 ms; 1,200 states/);
  expect(reportTable(report)).toMatch(
    /pushes of 10,000 beside 3 rehearsals +940 figures\/s, 94 % of 1,000 alone; a rehearsal p50 160, max 290 ms/,
  );
});

it('shows how long a lifting takes', () => {
  expect(reportTable(report)).toMatch(/lifting: 5,000 figures +first after 400 ms, last after 6,000 ms/);
});

it('shows what went on beside a hot figure', () => {
  expect(reportTable(report)).toMatch(
    /hot: 10,000 alike prints +dealt with in 4.2 s; others waited 900 ms, 3.0 times as long as alone; \/healthz took 40 ms at most/,
  );
});

it('shows what traces cost a drain', () => {
  expect(reportTable(report)).toMatch(
    /traces: drain 1M +97,000 events a second, 97 % of 100,000 without; 1,234 spans/,
  );
});

it('shows what keys cost a door', () => {
  expect(reportTable(report)).toMatch(
    /keys: sales, one a push +1,930 a second, 97 % of 2,000 at an open door; 220.5 and 210.0 us of processor each/,
  );
});
