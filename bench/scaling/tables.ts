import { SURROUNDINGS, type Costs } from './costs.ts';
import type { Plan } from './plan.ts';
import { topShare } from './popularity.ts';

export interface Planned {
  readonly rate: number;
  readonly series: number;
  readonly plan: Plan;
}

const number = (value: number, digits = 0): string =>
  value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const percent = (share: number): string => `${number(100 * share)} %`;

/** The tables of docs/scaling.md by the name of their place in it. */
export function tables(
  costs: Costs,
  planned: readonly Planned[],
  relayApart: readonly Planned[],
): Record<string, string> {
  return {
    costs: costsTable(costs),
    keys: keysTable(costs, planned),
    plans: plansTable(planned),
    relay: plansTable(relayApart),
    busy: busyTable(planned),
    bytes: bytesTable(costs, planned),
  };
}

const costsTable = (costs: Costs): string =>
  markdown(
    ['what', 'in an aggregation', 'in PostgreSQL', 'holding the cursor'],
    [
      ['an event', `${number(costs.perEvent, 1)} us`, `${number(costs.databasePerEvent, 1)} us`, '-'],
      [
        'a transaction',
        `${number(costs.perTransaction)} us`,
        `${number(costs.databasePerTransaction)} us`,
        `${number(costs.holdPerTransaction)} us`,
      ],
      [
        'a change',
        `${number(costs.perChange, 1)} us`,
        `${number(costs.databasePerChange, 1)} us`,
        `${number(costs.holdPerChange, 1)} us`,
      ],
      ['a change, in the relay', `${number(costs.relayPerChange, 1)} us`, '-', '-'],
      ['a page of the relay', `${number(costs.relayPerPage / 1000, 1)} ms of waiting`, '-', '-'],
    ],
  );

function keysTable(costs: Costs, planned: readonly Planned[]): string {
  const rates = [...new Set(planned.map(({ rate }) => rate))];
  const bySeries = [...new Set(planned.map(({ series }) => series))];
  return markdown(
    ['series', 'the most popular one has', ...rates.map((rate) => `a process at ${number(rate)}/s`)],
    bySeries.map((series) => [
      number(series),
      `${number(100 * topShare(series), 1)} %`,
      ...rates.map((rate) => percent(rate * topShare(series) * costs.perEvent * 1e-6)),
    ]),
  );
}

const plansTable = (planned: readonly Planned[]): string =>
  markdown(
    [
      'events/s',
      'series',
      'partitions',
      'processes',
      'shards',
      'keys of the top series',
      'row p50 / p99',
      'topic p50 / p99',
      'first to give way',
    ],
    planned.map(({ rate, series, plan }) => [
      number(rate),
      number(series),
      number(plan.partitions),
      number(plan.processes),
      number(plan.shards),
      number(plan.pieces),
      `${number(plan.outcome.toRow.p50)} / ${number(plan.outcome.toRow.p99)} ms`,
      `${number(plan.outcome.toTopic.p50)} / ${number(plan.outcome.toTopic.p99)} ms`,
      plan.limit,
    ]),
  );

const busyTable = (planned: readonly Planned[]): string =>
  markdown(
    [
      'events/s',
      'series',
      'process',
      'database',
      'cursor',
      'relay',
      'cores: aggregation',
      'PostgreSQL',
      'broker',
    ],
    planned.map(({ rate, series, plan: { outcome } }) => [
      number(rate),
      number(series),
      ...[outcome.busy.process, outcome.busy.database, outcome.busy.cursor, outcome.busy.relay].map(percent),
      number(outcome.cores.aggregation, 1),
      number(outcome.cores.database, 1),
      number(outcome.cores.broker, 1),
    ]),
  );

const SECONDS_PER_DAY = 86_400;
/** `SALES_WINDOW_EVENTS`, and the most bytes each takes in memory. */
const WINDOW_EVENTS = 5_000_000;
const WINDOW_BYTES = 32;

const bytesTable = (costs: Costs, planned: readonly Planned[]): string =>
  markdown(
    [
      'events/s',
      'series',
      'events a batch',
      'changes/s',
      'changes an event',
      'broker writes',
      'change log',
      'windows, each process',
      'window reaches back',
    ],
    planned.map(({ rate, series, plan: { outcome, partitions, processes } }) => [
      number(rate),
      number(series),
      number(outcome.events / outcome.transactions),
      number(outcome.changes),
      number(outcome.changes / outcome.events, 2),
      `${number((rate * costs.bytesPerEvent * SURROUNDINGS.replicas) / 1e6)} MB/s`,
      `${number((outcome.changes * costs.bytesPerChange * SECONDS_PER_DAY) / 1e9)} GB/day`,
      `${number(((partitions / processes) * WINDOW_EVENTS * WINDOW_BYTES) / 1e9, 1)} GB`,
      `${number((WINDOW_EVENTS * partitions) / rate / 60)} min`,
    ]),
  );

/** As prettier writes it. */
export function markdown(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, column) =>
    Math.max(3, ...[head, ...rows].map((row) => (row[column] ?? title).length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}

/** `text` with each table between its `<!-- name -->` and `<!-- /name -->`. Throws an Error that names a table without a place. */
export function putTables(text: string, made: Readonly<Record<string, string>>): string {
  return Object.entries(made).reduce((all, [name, table]) => {
    const [before, rest] = cut(all, `<!-- ${name} -->\n`);
    const [, after] = cut(rest, `<!-- /${name} -->`);
    return `${before}<!-- ${name} -->\n\n${table}\n\n<!-- /${name} -->${after}`;
  }, text);
}

function cut(text: string, at: string): [string, string] {
  const found = text.indexOf(at);
  if (found < 0) throw new Error(`The document has no line "${at.trim()}"; put it where the table belongs.`);
  return [text.slice(0, found), text.slice(found + at.length)];
}
