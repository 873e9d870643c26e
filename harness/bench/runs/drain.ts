import { setTimeout as pause } from 'node:timers/promises';
import { compareRows } from '../check/compare.ts';
import { ExpectedTable, type ExpectedRow } from '../check/expected-table.ts';
import { tableProgress, tableRows } from '../check/table.ts';
import { checkTopic } from '../check/topic.ts';
import { costBetween, costOf, type ProcessCost } from '../measure/process-cost.ts';
import { loadTopic } from '../workload/load-topic.ts';
import { readLines, writeSalesFile } from '../workload/sales-file.ts';
import { launchAggregations, type AggregationOptions } from './aggregations.ts';
import { INPUT, OUTPUT, withServices, type BenchServices } from './services.ts';

export interface DrainOptions extends AggregationOptions {
  readonly events: number;
  readonly seed: number;
  /** Number of categories to spread the sales over; by default the workload's own. */
  readonly categories?: number | undefined;
  /** Time limit in seconds. */
  readonly limit: number;
  /** Whether one of a hundred sales has a sampled trace. */
  readonly traced?: boolean;
}

/** Result of a drain; seconds run from the launch of the processes. */
export interface DrainResult {
  readonly events: number;
  /** Expected number of series. */
  readonly series: number;
  readonly processes: number;
  readonly wallSeconds: number;
  readonly firstRowSeconds: number;
  /** Append time of the last change on the topic. */
  readonly topicDoneSeconds: number;
  /** Events divided by the time until both table and topic are complete. */
  readonly eventsPerSecond: number;
  /** Cost of each process. */
  readonly aggregation: readonly ProcessCost[];
  readonly broker: ProcessCost;
  readonly postgres: ProcessCost;
  readonly changes: number;
  readonly table: 'same' | 'DIFFERENT' | 'LATE';
  readonly topic: 'same' | 'DIFFERENT';
  readonly differences: readonly string[];
}

/** Drains a filled topic; the clock runs from the launch until the table is right. */
export async function drain(options: DrainOptions, say: (text: string) => void): Promise<DrainResult> {
  const { events, seed, categories, folder, traced } = options;
  say(`${String(events)} events: writing the file and what must come of it`);
  const file = await writeSalesFile(folder, events, seed, categories);
  const expected = await expectedRows(file);
  return withServices(async (services) => {
    say('filling the topic');
    await loadTopic(services.kafka, INPUT, file, traced);
    await services.pool.query('checkpoint');
    say(`draining with ${String(options.processes)} processes`);
    return timeDrain(services, options, expected);
  });
}

async function expectedRows(file: string): Promise<ExpectedRow[]> {
  const table = new ExpectedTable();
  for await (const line of readLines(file)) table.add(line);
  return table.rows();
}

async function timeDrain(
  services: BenchServices,
  options: DrainOptions,
  expected: readonly ExpectedRow[],
): Promise<DrainResult> {
  const { pool, kafka, brokerPid, postgresPid } = services;
  const brokerBefore = costOf(brokerPid);
  const postgresBefore = costOf(postgresPid);
  const startedAt = Date.now();
  const aggregations = await launchAggregations(services, options);
  try {
    const { firstRow, done } = await waitForTable(services, expected, options.limit, aggregations.check);
    const aggregation = aggregations.pids.map((pid) => costOf(pid));
    const broker = costBetween(brokerBefore, costOf(brokerPid));
    const postgres = costBetween(postgresBefore, costOf(postgresPid));
    // Growth must be right at the same moment as the totals.
    const atOnce = compareRows(expected, await tableRows(pool));
    const topic = await checkTopic(kafka, OUTPUT, expected);
    const later = atOnce.same ? atOnce : compareRows(expected, await tableRows(pool));
    const wallSeconds = (done - startedAt) / 1000;
    const topicDoneSeconds = (topic.lastAppended - startedAt) / 1000;
    return {
      events: options.events,
      series: new Set(expected.map(({ series }) => series)).size,
      processes: options.processes,
      wallSeconds,
      firstRowSeconds: (firstRow - startedAt) / 1000,
      topicDoneSeconds,
      eventsPerSecond: options.events / Math.max(wallSeconds, topicDoneSeconds),
      aggregation,
      broker,
      postgres,
      changes: topic.records,
      table: atOnce.same ? 'same' : later.same ? 'LATE' : 'DIFFERENT',
      topic: topic.same ? 'same' : 'DIFFERENT',
      differences: [...atOnce.differences, ...topic.differences],
    };
  } finally {
    await aggregations.stop();
  }
}

const POLL_MS = 200;

async function waitForTable(
  { pool }: BenchServices,
  expected: readonly ExpectedRow[],
  limit: number,
  check: () => void,
): Promise<{ firstRow: number; done: number }> {
  const events = expected.reduce((sum, { orders }) => sum + Number(orders), 0);
  let firstRow = 0;
  for (const deadline = Date.now() + limit * 1000; ; await pause(POLL_MS)) {
    const progress = await tableProgress(pool);
    const now = Date.now();
    if (firstRow === 0 && progress.rows > 0) firstRow = now;
    if (progress.rows === expected.length && progress.events === events) return { firstRow, done: now };
    check();
    if (now > deadline) {
      const { rows, events: seen } = progress;
      throw new Error(
        `not done after ${String(limit)} s: ${String(rows)} of ${String(expected.length)} rows, ` +
          `${String(seen)} of ${String(events)} events`,
      );
    }
  }
}
