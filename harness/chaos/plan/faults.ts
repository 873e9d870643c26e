import type { Moment } from '../wire/proxy.ts';

/** A point of the aggregation's work on the wire: a statement or request, and a moment of it. */
export interface Point {
  readonly step: string;
  readonly moment: Moment;
}

export type Fault =
  | { readonly kind: 'kill' }
  | { readonly kind: 'kill-at-step'; readonly point: Point }
  | { readonly kind: 'freeze'; readonly seconds: number }
  | { readonly kind: 'freeze-at-step'; readonly point: Point; readonly seconds: number }
  | { readonly kind: 'cut-at-step'; readonly point: Point }
  | { readonly kind: 'cut-commit'; readonly point: Point }
  | { readonly kind: 'cut-produce'; readonly point: Point }
  | { readonly kind: 'broker-restart'; readonly signal: Ending }
  | { readonly kind: 'broker-killed'; readonly seconds: number }
  | { readonly kind: 'broker-outage'; readonly seconds: number }
  | { readonly kind: 'leader-moved' }
  | { readonly kind: 'isr-shrunk'; readonly seconds: number }
  | { readonly kind: 'log-replaced' }
  | { readonly kind: 'postgres-restart'; readonly signal: Ending }
  | { readonly kind: 'postgres-outage'; readonly signal: Ending; readonly seconds: number }
  | { readonly kind: 'database-restored'; readonly seconds: number }
  | { readonly kind: 'database-copied'; readonly seconds: number }
  | { readonly kind: 'hot-figure' }
  | { readonly kind: 'lifting' }
  | { readonly kind: 'exports' }
  | { readonly kind: 'rebalance'; readonly instances: readonly number[] };

export type FaultKind = Fault['kind'];

/** End by SIGTERM, or by SIGKILL. */
export type Ending = 'stop' | 'kill';

/** Number of each kind in a round of the schedule. */
export const ROUND: Readonly<Record<FaultKind, number>> = {
  kill: 1,
  'kill-at-step': 3,
  freeze: 1,
  'freeze-at-step': 2,
  'cut-at-step': 4,
  'cut-commit': 2,
  'cut-produce': 2,
  'broker-restart': 1,
  'broker-killed': 1,
  'broker-outage': 1,
  'leader-moved': 1,
  'isr-shrunk': 1,
  'log-replaced': 1,
  'postgres-restart': 1,
  'postgres-outage': 1,
  'database-restored': 1,
  'database-copied': 1,
  'hot-figure': 1,
  lifting: 1,
  exports: 1,
  rebalance: 1,
};

export const KINDS = Object.keys(ROUND) as readonly FaultKind[];

/** Nominal seconds of a fault with its recovery, on top of a duration in the fault itself. */
export const NOMINAL: Readonly<Record<FaultKind, number>> = {
  kill: 9,
  'kill-at-step': 9,
  freeze: 3,
  'freeze-at-step': 3,
  'cut-at-step': 1.5,
  'cut-commit': 1.5,
  'cut-produce': 2,
  'broker-restart': 9,
  'broker-killed': 9,
  'broker-outage': 9,
  'leader-moved': 4,
  'isr-shrunk': 4,
  'log-replaced': 20,
  'postgres-restart': 3,
  'postgres-outage': 4,
  'database-restored': 15,
  'database-copied': 15,
  'hot-figure': 12,
  lifting: 10,
  exports: 4,
  rebalance: 16,
};

/** Statements of a write of sales: unknown identities are read, then one call writes everything. */
export const SALES_STEPS = [
  'platform-turn',
  'find-series',
  'find-totals',
  'find-states-to-revise',
  'commit-batch',
] as const;

/** Bad records or new series need several statements in one transaction. */
export const SALES_TRANSACTION_STEPS = [
  'sales/lock',
  'sales/hold-claims',
  'sales/register-series',
  'sales/insert-dead-letters',
  'sales/commit-batch',
] as const;

/**
 * Statements of facts, which are decided in memory between reading and writing: customs figures before their
 * transaction, all others within it.
 */
export const FACTS_STEPS = [
  'find-events',
  'facts/lock',
  'facts/hold-claims',
  'facts/find-events',
  'facts/insert-events',
  'facts/insert-figures',
  'facts/insert-withdrawals',
  'facts/upsert-notices',
  'facts/insert-dead-letters',
  'facts/commit-batch',
] as const;

/** Steps of the relay from the log to the topics, and first steps of a partition's new owner. */
export const RELAY_STEPS = [
  'read-changes',
  'waiting-dead-letters',
  'produce',
  'end-txn',
  'advance-relay',
  'mark-relayed',
] as const;
export const OWNER_STEPS = ['claim-position', 'load-identities', 'join-group', 'init-producer-id'] as const;

const commits = ['sales/commit', 'facts/commit'] as const;
const steps = [
  ...SALES_STEPS,
  ...SALES_TRANSACTION_STEPS,
  ...FACTS_STEPS,
  ...commits,
  ...RELAY_STEPS,
  ...OWNER_STEPS,
];

/** Every step, with each moment. */
export const POINTS: readonly Point[] = steps.flatMap((step) => [
  { step, moment: 'before' },
  { step, moment: 'after' },
]);

const MOMENTS: readonly Moment[] = ['before', 'half', 'after'];
const around = (names: readonly string[]): readonly Point[] =>
  names.flatMap((step) => MOMENTS.map((moment) => ({ step, moment })));

/** A call outside of a transaction commits by itself. */
export const COMMIT_POINTS = around([...commits, 'commit-batch']);
export const PRODUCE_POINTS = around(['produce', 'end-txn']);

/** The broker's minimum is 6 s; an instance frozen for longer loses its partitions without notice. */
export const SESSION_SECONDS = 6;

/** Prints of one figure that come at once. */
export const HOT_PRINTS = 10_000;

/** Text of a fault in tables and schedules. */
export function describe(fault: Fault): string {
  switch (fault.kind) {
    case 'kill':
      return 'kill -9 at a random moment';
    case 'kill-at-step':
      return `kill -9 ${placeOf(fault.point)}`;
    case 'freeze':
      return `SIGSTOP for ${String(fault.seconds)} s at a random moment`;
    case 'freeze-at-step':
      return `SIGSTOP for ${String(fault.seconds)} s ${placeOf(fault.point)}`;
    case 'cut-at-step':
    case 'cut-commit':
    case 'cut-produce':
      return `connection cut ${placeOf(fault.point)}`;
    case 'broker-restart':
      return `one broker ${ended(fault.signal)} and started at once`;
    case 'broker-killed':
      return `one broker killed, away for ${String(fault.seconds)} s`;
    case 'broker-outage':
      return `all brokers killed, away for ${String(fault.seconds)} s`;
    case 'leader-moved':
      return 'every leader moved';
    case 'isr-shrunk':
      return `one broker frozen for ${String(fault.seconds)} s, out of the in-sync replicas`;
    case 'log-replaced':
      return 'topic of sales deleted and made anew';
    case 'postgres-restart':
      return `PostgreSQL ${ended(fault.signal)} and started at once`;
    case 'postgres-outage':
      return `PostgreSQL ${ended(fault.signal)}, away for ${String(fault.seconds)} s`;
    case 'database-restored':
      return `database put back by ${String(fault.seconds)} s`;
    case 'database-copied':
      return `copy of ${String(fault.seconds)} s ago put back in the running server`;
    case 'hot-figure':
      return `${String(HOT_PRINTS)} prints of one figure, of two kinds`;
    case 'lifting':
      return 'figures under embargo lifted';
    case 'exports':
      return 'whole tables read by many, one of whom never reads on';
    case 'rebalance':
      return `instances -> ${fault.instances.join(' -> ')}`;
  }
}

const WHEN: Readonly<Record<Moment, string>> = { before: 'before', half: 'in the middle of', after: 'after' };
const placeOf = ({ step, moment }: Point): string => `${WHEN[moment]} ${step}`;
const ended = (signal: Ending): string => (signal === 'kill' ? 'killed' : 'stopped');
