import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkout, logEnd, startProcess } from '../../services/index.ts';
import { costBetween, costOf, type ProcessCost } from '../measure/process-cost.ts';
import { inputEnds, isDealtWith } from './dealt-with.ts';
import { loaderEnv, startApps, urlOf, withServices, type Apps, type BenchServices } from './services.ts';

/** Sets of figures and notices; the drain measures sales. */
const SETS = ['seed', 'cbec', 'policies', 'us-census', 'japan-customs'] as const;

/** Cost of all bundled figures and notices through the whole system. */
export interface FactsResult {
  readonly sets: readonly string[];
  readonly events: number;
  /** From the launch of the loader until the doors had answered the last event. */
  readonly pushedSeconds: number;
  /** From the launch of the loader until the positions in the API covered every event. */
  readonly seconds: number;
  readonly eventsPerSecond: number;
  /** States written to the change log. */
  readonly versions: number;
  /** Number of deliveries by outcome. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Cost by process; `loader` pushes the events. */
  readonly costs: Readonly<Record<string, ProcessCost>>;
}

const POLL_MS = 100;

/** Runs every service as `npm start` does, with empty data; the clock runs from the launch of the loader. */
export function pushFacts(folder: string, limit: number, say: (text: string) => void): Promise<FactsResult> {
  return withServices(async (services) => {
    let ended: string | undefined;
    await using stack = new AsyncDisposableStack();
    const apps = await startApps(stack, services);
    for (const [name, { exited }] of apps)
      void exited.then((code) => (ended ??= `${name} ended by itself with ${String(code)}`));
    say(`pushing ${SETS.join(', ')}`);
    return await measure(services, apps, {
      folder,
      say,
      check: (seconds) => {
        if (ended !== undefined) throw new Error(ended);
        if (seconds > limit) throw new Error(`not done after ${String(limit)} s`);
      },
    });
  });
}

interface Options {
  readonly folder: string;
  readonly say: (text: string) => void;
  /** @throws Error when waiting has become pointless */
  readonly check: (seconds: number) => void;
}

async function measure(
  services: BenchServices,
  apps: Apps,
  { folder, say, check }: Options,
): Promise<FactsResult> {
  const processes = new Map([
    ...[...apps].map(([name, { pid }]) => [name, pid] as const),
    ['broker', services.brokerPid] as const,
    ['PostgreSQL', services.postgresPid] as const,
  ]);
  const costs = () => new Map([...processes].map(([name, pid]) => [name, costOf(pid)]));
  const marks = mkdtempSync(join(tmpdir(), 'silkgauge-bench-'));
  const before = costs();
  const startedAt = performance.now();
  const since = () => (performance.now() - startedAt) / 1000;
  const log = join(folder, 'loader.log');
  const from = logEnd(log);
  const loader = startProcess({
    name: 'loader',
    command: process.execPath,
    args: [join(checkout, 'apps/loader/bundle/main.js'), ...SETS],
    env: { ...process.env, NODE_OPTIONS: '', ...loaderEnv(apps, marks) },
    log,
    stopSignal: 'SIGTERM',
  });
  try {
    let pushing = costOf(loader.pid);
    let code: number | null | undefined;
    void loader.exited.then((ended) => (code = ended));
    for (; code === undefined; await pause(POLL_MS)) {
      const cost = costOf(loader.pid);
      // The cost of an ending process is unreadable, so the last reading stays.
      if (cost.peakRss > 0) pushing = cost;
      check(since());
    }
    if (code !== 0) throw new Error(`the loader ended with ${String(code)}; see ${log} from ${String(from)}`);
    const pushedSeconds = since();
    const ends = await inputEnds(services.brokers);
    const events = [...ends.values()].reduce((sum, end) => sum + Number(end), 0);
    say(`${String(events)} events pushed after ${pushedSeconds.toFixed(1)} s`);
    while (!(await isDealtWith(urlOf(apps, 'growth-api'), ends))) {
      check(since());
      await pause(POLL_MS);
    }
    const seconds = since();
    const after = costs();
    return {
      sets: SETS,
      events,
      pushedSeconds,
      seconds,
      eventsPerSecond: events / seconds,
      ...(await written(services)),
      costs: {
        ...Object.fromEntries(
          [...after].map(([name, cost]) => [name, costBetween(before.get(name) ?? cost, cost)]),
        ),
        loader: pushing,
      },
    };
  } finally {
    await loader.stop();
    rmSync(marks, { recursive: true, force: true });
  }
}

async function written({ pool }: BenchServices): Promise<Pick<FactsResult, 'versions' | 'outcomes'>> {
  const changes = await pool.query<{ versions: number }>('select count(*)::int as versions from change');
  const events = await pool.query<{ outcome: string; deliveries: number }>(
    'select outcome, count(*)::int as deliveries from event group by outcome order by outcome',
  );
  return {
    versions: changes.rows[0]?.versions ?? 0,
    outcomes: Object.fromEntries(events.rows.map(({ outcome, deliveries }) => [outcome, deliveries])),
  };
}
