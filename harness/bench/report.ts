import { percentiles, type Percentiles } from './measure/percentiles.ts';
import type { SelfTime } from './measure/cpu-profile.ts';
import type { ProcessCost } from './measure/process-cost.ts';
import type { PeersResult } from './peers/run-peers.ts';
import type { DrainResult } from './runs/drain.ts';
import type { DeskResult } from './runs/desk.ts';
import type { FactsResult } from './runs/facts.ts';
import type { FamilyResult } from './runs/family.ts';
import type { HotFigure } from './runs/hot.ts';
import type { Frames, PageResult } from './runs/page.ts';
import type { KeyedPushes } from './runs/keyed-pushes.ts';
import type { LiftedFigures } from './runs/lifting.ts';
import type { NewsroomResult, RehearsedPushes } from './runs/newsroom.ts';
import type { BesideOthers } from './runs/readers.ts';
import type { ReadAnswer, SdmxResult } from './runs/sdmx.ts';
import type { StageCost } from './runs/stages.ts';
import type { SteadyResult } from './runs/steady-state.ts';
import type { TracedDrains } from './runs/traced-drain.ts';
import type { WebhooksResult } from './runs/webhooks.ts';

export interface BenchReport {
  readonly machine: {
    readonly cpus: number;
    readonly model: string;
    readonly node: string;
    readonly load: number;
  };
  readonly startedAt: string;
  readonly drains: readonly DrainResult[];
  readonly steady: SteadyResult | null;
  readonly stages: readonly StageCost[];
  readonly facts: FactsResult | null;
  readonly families: readonly FamilyResult[];
  readonly hot: readonly HotFigure[];
  readonly readers: readonly BesideOthers[];
  readonly page: PageResult | null;
  readonly webhooks: WebhooksResult | null;
  readonly sdmx: SdmxResult | null;
  readonly newsroom: NewsroomResult | null;
  readonly desk: DeskResult | null;
  readonly liftings: readonly LiftedFigures[];
  readonly keyedPushes: readonly KeyedPushes[];
  readonly traces: TracedDrains | null;
  readonly profile: readonly SelfTime[];
  readonly peers: PeersResult | null;
}

type Line = readonly [what: string, value: string];

const number = (value: number, digits = 1): string =>
  Number.isFinite(value)
    ? value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits })
    : String(value);
const megabytes = (bytes: readonly number[]): string =>
  bytes.map((size) => number(size / 1e6, 0)).join(' + ');
const sizeOf = (events: number): string =>
  events < 1e6 ? number(events, 0) : `${number(events / 1e6, events % 1e6 === 0 ? 0 : 1)}M`;
const perEvent = (cpuSeconds: number, events: number): string => number((1e6 * cpuSeconds) / events, 2);

/** All results as one table of two columns. */
export function reportTable(report: BenchReport): string {
  const lines: Line[] = [
    ['machine', `${String(report.machine.cpus)} x ${report.machine.model}, Node ${report.machine.node}`],
    ['load before', number(report.machine.load)],
    ...report.drains.flatMap(drainLines),
    ...(report.steady ? steadyLines(report.steady) : []),
    ...report.stages.map(({ stage, microseconds, note }): Line => [
      `stage: ${stage}`,
      `${number(microseconds, 3)} us an event${note === '' ? '' : ` (${note})`}`,
    ]),
    ...(report.facts ? factsLines(report.facts) : []),
    ...report.families.flatMap(familyLines),
    ...report.hot.map(hotLine),
    ...report.readers.map(readersLine),
    ...(report.page ? pageLines(report.page) : []),
    ...(report.webhooks ? webhookLines(report.webhooks) : []),
    ...(report.sdmx?.answers ?? []).map(answerLine),
    ...(report.newsroom ? newsroomLines(report.newsroom) : []),
    ...report.liftings.map(liftingLine),
    ...report.keyedPushes.map(keyedLine),
    ...(report.traces ? [tracedLine(report.traces)] : []),
    ...(report.desk ? deskLines(report.desk) : []),
    ...report.profile.map(({ where, ms, share }): Line => [
      'self time',
      `${number(100 * share).padStart(5)} %  ${number(ms, 0).padStart(6)} ms  ${where}`,
    ]),
    ...(report.peers ? peerLines(report.peers) : []),
  ];
  const width = Math.max(...lines.map(([what]) => what.length));
  return lines.map(([what, value]) => `${what.padEnd(width)}  ${value}`).join('\n');
}

function drainLines(drain: DrainResult): Line[] {
  const { events, aggregation, broker, postgres } = drain;
  const own = aggregation.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0);
  const all = own + broker.cpuSeconds + postgres.cpuSeconds;
  const what = (detail: string) => `drain ${sizeOf(events)}: ${detail}`;
  return [
    [what('table, topic'), [drain.table, drain.topic, ...drain.differences].join(', ')],
    [
      what('seconds'),
      `table ${number(drain.wallSeconds)}, topic ${number(drain.topicDoneSeconds)}, first row ${number(drain.firstRowSeconds)}`,
    ],
    [
      what('events/s'),
      `${number(drain.eventsPerSecond, 0)} with ${String(drain.processes)} processes, ${number(drain.series, 0)} series, ${number(drain.changes, 0)} changes out`,
    ],
    [
      what('CPU seconds'),
      `aggregation ${aggregation.map(({ cpuSeconds }) => number(cpuSeconds)).join(' + ')}, broker ${number(broker.cpuSeconds)}, PostgreSQL ${number(postgres.cpuSeconds)}`,
    ],
    [what('CPU us an event'), `aggregation ${perEvent(own, events)}, all three ${perEvent(all, events)}`],
    [
      what('peak RSS MB'),
      `aggregation ${megabytes(aggregation.map(({ peakRss }) => peakRss))}, broker ${megabytes([broker.peakRss])}`,
    ],
  ];
}

function steadyLines(steady: SteadyResult): Line[] {
  const what = (detail: string) => `steady ${number(steady.rate, 0)}/s: ${detail}`;
  const line = ({ p50, p99, max, lost }: Percentiles) =>
    `p50 ${number(p50)}, p99 ${number(p99)}, max ${number(max)} ms, ${String(lost)} of ${String(steady.probes)} lost`;
  const { aggregation, broker, postgres } = steady.cpuPercent;
  return [
    [what('to row'), line(steady.toRow)],
    [what('to topic'), line(steady.toTopic)],
    [what('to both'), line(steady.toBoth)],
    [what('sent late by'), `${number(steady.sentLate)} ms at most`],
    [
      what('CPU % of a core'),
      `aggregation ${number(aggregation, 0)}, broker ${number(broker, 0)}, PostgreSQL ${number(postgres, 0)}`,
    ],
    [what('peak RSS MB'), `aggregation ${megabytes(steady.peakRss)}`],
  ];
}

function factsLines(facts: FactsResult): Line[] {
  const { events, costs, outcomes } = facts;
  const eachOf = (show: (cost: ProcessCost) => string): string =>
    Object.entries(costs)
      .map(([name, cost]) => `${name} ${show(cost)}`)
      .join(', ');
  return [
    ['facts: sets', facts.sets.join(', ')],
    [
      'facts: events',
      `${number(events, 0)} pushed in ${number(facts.pushedSeconds)} s, dealt with in ${number(facts.seconds)} s`,
    ],
    ['facts: events/s', number(facts.eventsPerSecond, 0)],
    ['facts: versions', number(facts.versions, 0)],
    [
      'facts: outcomes',
      Object.entries(outcomes)
        .map(([name, count]) => `${name} ${number(count, 0)}`)
        .join(', '),
    ],
    ['facts: CPU seconds', eachOf(({ cpuSeconds }) => number(cpuSeconds))],
    ['facts: peak RSS MB', eachOf(({ peakRss }) => megabytes([peakRss]))],
  ];
}

function deskLines(desk: DeskResult): Line[] {
  const what = (detail: string) => `desk, ${number(desk.orders, 0)} rules and plans: ${detail}`;
  const line = ({ p50, p99, max, lost }: Percentiles) =>
    `p50 ${number(p50)}, p99 ${number(p99)}, max ${number(max)} ms, ${String(lost)} lost`;
  const paced = `${number(desk.rate, 0)} changes/s, ${number(desk.watchedRate, 0)} watched`;
  return [
    [what('backlog that touches none'), `${number(desk.untouched, 0)} a second`],
    [what('backlog of which each is watched'), `${number(desk.touched, 0)} a second`],
    [what(`${paced}, to alert`), line(desk.alerts)],
    [what(`${paced}, to bulletin`), line(desk.bulletins)],
  ];
}

function pageLines(page: PageResult): Line[] {
  const { scriptBytes, visits, answered, settled, rest, flood, replay } = page;
  const drawn = ({ frames, longest }: Frames) =>
    `${number(frames, 0)} frames a second, longest ${number(longest, 0)} ms`;
  const withChanges = (watched: Frames): Line => [
    `page: with ${number(watched.changes, 0)} changes a second`,
    `${drawn(watched)} (${number(rest.frames / watched.frames, 2)}x fewer)`,
  ];
  return [
    ['page: script, compressed', `${number(scriptBytes / 1000, 0)} kB`],
    [
      `page: first visit, median of ${String(visits)}`,
      `answer after ${number(answered, 0)} ms, all read after ${number(settled, 0)} ms`,
    ],
    ['page: at rest', drawn(rest)],
    withChanges(flood),
    withChanges(replay),
  ];
}

function webhookLines(webhooks: WebhooksResult): Line[] {
  const { deliveries, perSecond, rate, subscriptions, alone, besideSilent, silent, burden } = webhooks;
  const line = ({ p50, p99, max, lost }: Percentiles) =>
    `p50 ${number(p50)}, p99 ${number(p99)}, max ${number(max)} ms, ${String(lost)} lost`;
  const what = `webhooks: ${number(rate, 0)} changes/s to ${String(subscriptions)} subscriptions`;
  return [
    [`webhooks: backlog of ${sizeOf(deliveries)} to one sink`, `${number(perSecond, 0)} deliveries/s`],
    [what, line(alone)],
    [`${what}, beside ${String(silent)} silent sinks`, line(besideSilent)],
    [
      `webhooks: ${number(burden.subscriptions, 0)} subscriptions, ${number(burden.down, 0)} down, ${sizeOf(burden.changes)} behind`,
      `start ${number(burden.secondsToStart)} s, then ${number(burden.perSecond, 0)} deliveries/s, peak ${megabytes([burden.peakRss])} MB in ${String(burden.seconds)} s`,
    ],
  ];
}

function answerLine({ what, rows, seconds, firstByteMs, lastToFirst, moreRss }: ReadAnswer): Line {
  return [
    `sdmx: ${what}`,
    `${number(rows / seconds, 0)} rows/s (${number(rows, 0)} in ${number(seconds)} s), first byte ${number(firstByteMs, 0)} ms, end to start ${number(lastToFirst, 2)}, ${number(moreRss / 1e6, 0)} MB more`,
  ];
}

function newsroomLines({ rehearsals, pushes }: NewsroomResult): Line[] {
  const { figures, alone, beside, worked } = pushes;
  const [aloneMean, besideMean] = [meanOf(alone), meanOf(beside)];
  const { p50, max } = percentiles(worked);
  return [
    ...rehearsals.map(rehearsalLine),
    [
      `pushes of ${number(figures, 0)} beside ${number(worked.length, 0)} rehearsals`,
      `${number(besideMean, 0)} figures/s, ${number((100 * besideMean) / aloneMean, 0)} % of ${number(aloneMean, 0)} alone; a rehearsal p50 ${number(p50, 0)}, max ${number(max, 0)} ms`,
    ],
  ];
}

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

function rehearsalLine({ figures, states, p50, p95 }: RehearsedPushes): Line {
  return [
    `rehearsal: ${number(figures, 0)} figures`,
    `p50 ${number(p50, 0)} ms, p95 ${number(p95, 0)} ms; ${number(states, 0)} states`,
  ];
}

function liftingLine({ figures, first, last }: LiftedFigures): Line {
  return [
    `lifting: ${number(figures, 0)} figures`,
    `first after ${number(first, 0)} ms, last after ${number(last, 0)} ms`,
  ];
}

function hotLine({ what, prints, took, wait, waitAlone, silence }: HotFigure): Line {
  return [
    `hot: ${number(prints, 0)} ${what}`,
    `dealt with in ${number(took / 1_000)} s; others waited ${number(wait, 0)} ms, ${number(wait / waitAlone)} times as long as alone; /healthz took ${number(silence, 0)} ms at most`,
  ];
}

function readersLine({ what, alone, beside, silence, statuses, rss }: BesideOthers): Line {
  const told = Object.entries(statuses).map(([status, count]) => `${number(count, 0)} x ${status}`);
  return [
    `readers: ${what}`,
    `a cheap read of another key p50 ${number(beside.p50)} ms, max ${number(beside.max)}, ${number(beside.p50 / alone.p50)} times as long as alone; /healthz took ${number(silence, 0)} ms at most; ${told.join(', ')}; the API has ${megabytes(rss.slice(1))} MB a minute later, ${number((100 * rss[1]) / rss[0], 0)} % of before`,
  ];
}

function keyedLine({ what, open, keyed }: KeyedPushes): Line {
  const [withKey, without] = [meanOf(keyed.perSecond), meanOf(open.perSecond)];
  return [
    `keys: ${what}`,
    `${number(withKey, 0)} a second, ${number((100 * withKey) / without, 0)} % of ${number(without, 0)} at an open door; ${number(keyed.microseconds)} and ${number(open.microseconds)} us of processor each`,
  ];
}

function tracedLine({ off, on, spans }: TracedDrains): Line {
  const speedOf = (drains: readonly DrainResult[]) =>
    meanOf(drains.map(({ eventsPerSecond }) => eventsPerSecond));
  const [withTraces, without] = [speedOf(on), speedOf(off)];
  return [
    `traces: drain ${sizeOf(off[0]?.events ?? 0)}`,
    `${number(withTraces, 0)} events a second, ${number((100 * withTraces) / without, 0)} % of ${number(without, 0)} without; ${number(spans, 0)} spans`,
  ];
}

function familyLines(family: FamilyResult): Line[] {
  const { prints, figures, series, events, statesPerEvent, mean, p50, p99, max } = family;
  const what = (detail: string) => `family, ${prints}: ${detail}`;
  return [
    [what('figures'), `${number(figures, 0)} of ${String(series)} series`],
    [what('an event'), `${number(statesPerEvent)} states worked out; ${number(events, 0)} events`],
    [
      what('us'),
      `mean ${number(mean, 0)}, p50 ${number(p50, 0)}, p99 ${number(p99, 0)}, max ${number(max, 0)}`,
    ],
  ];
}

function peerLines({ drains, latencies, ratios }: PeersResult): Line[] {
  return [
    ...drains.map(({ peer, events, seconds, cpu, rssMb, table, topic }): Line => [
      `peers: ${peer} ${sizeOf(events)}`,
      `${number(seconds)} s, ${number(events / seconds, 0)} events/s, CPU ${number(cpu.contender)} s, RSS ${number(rssMb, 0)} MB, table ${table}, topic ${topic}`,
    ]),
    ...ratios.map(({ peer, events, speed, cpu }): Line => [
      `peers: ours to ${peer} ${sizeOf(events)}`,
      `${number(speed, 2)} of its speed, ${number(cpu, 2)} of its CPU seconds`,
    ]),
    ...latencies.map(({ peer, table, topic, cpuPercent }): Line => [
      `peers: ${peer} steady`,
      `row p50 ${number(table.p50, 0)} p99 ${number(table.p99, 0)}, topic p50 ${number(topic.p50, 0)} p99 ${number(topic.p99, 0)} ms, CPU ${number(cpuPercent, 0)} %`,
    ]),
  ];
}
