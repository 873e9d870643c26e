import { setTimeout as pause } from 'node:timers/promises';
import { deadLetterTopic, INPUT_TOPICS, OUTPUT_TOPICS } from '@silkgauge/contract';
import { eventually, exitOnSignals, freePort } from '../services/index.ts';
import pg from 'pg';
import { Random } from '../random.ts';
import { checkDeadLetters, checkInput, checkOutcomes } from './check/check-deliveries.ts';
import { checkLog } from './check/check-log.ts';
import { checkExports, checkLiftings, isOwnTick } from './check/check-bursts.ts';
import { checkSales } from './check/check-sales.ts';
import { fold } from './check/fold.ts';
import { quiet } from './check/quiet.ts';
import { readTopics } from './check/read-topics.ts';
import { checkAgainstUndisturbed } from './check/undisturbed.ts';
import { Findings, type Verdict } from './check/verdict.ts';
import { PositionWatcher } from './check/watch-positions.ts';
import { Load, stockClient } from './load/load.ts';
import { describe } from './plan/faults.ts';
import { schedule, type Planned } from './plan/schedule.ts';
import { hasHeld, reportTable, type ChaosReport } from './report.ts';
import { callOf, HELP, readSettings, type ChaosSettings } from './settings.ts';
import { diagnose } from './world/diagnose.ts';
import { Fleet } from './world/fleet.ts';
import { inflict, type Inflicted } from './world/inflict.ts';
import type { Mishaps } from './world/mishaps.ts';
import { Services } from './world/services.ts';
import type { World } from './world/world.ts';

/** Each record has three replicas; two must be in sync before an acknowledgement. */
const BROKERS = 3;

type Say = (text: string) => void;

/** Runs `npm run chaos`. Returns the exit code: 1 when a check failed. */
export async function main(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  exitOnSignals();
  const settings = readSettings(args);
  const report = await runChaos(settings, plan(settings), (text) => {
    console.error(text);
  });
  console.log(`\n${reportTable(report)}`);
  return hasHeld(report) ? 0 : 1;
}

export const plan = ({ seed, seconds, kinds }: ChaosSettings): Planned[] => schedule(seed, seconds, kinds);

/** Starts the system, inflicts the planned faults under load, waits for quiet and checks the result. */
export async function runChaos(
  settings: ChaosSettings,
  planned: readonly Planned[],
  say: Say,
): Promise<ChaosReport> {
  const begun = Date.now();
  say(callOf(settings));
  for (const { at, fault, instances, settles } of planned)
    say(
      `  ${at.toFixed(1).padStart(6)} s  ${describe(fault)}${instances > 1 ? `, of ${String(instances)} instances` : ''}${settles ? '' : ', the next on top'}`,
    );

  await using stack = new AsyncDisposableStack();
  const postgresPort = await freePort();
  const fleet = await Fleet.open(postgresPort, BROKERS);
  stack.defer(() => fleet.stop());
  const behind = Array.from({ length: BROKERS }, (_, broker) => fleet.listenersOf(broker));
  const services = await Services.start(behind, postgresPort);
  stack.defer(() => services.stop());
  stack.defer(() => fleet.stop());
  await fleet.start({ databaseUrl: services.databaseUrl, say });

  const watcher = new PositionWatcher(services.databaseUrl);
  const load = new Load(settings.seed, services.brokers, settings.rate);
  watcher.start();
  stack.defer(async () => void (await watcher.stop()));
  load.start();
  stack.defer(() => load.abandon());
  const mishaps: Mishaps = {
    ...{ replaced: [], restored: [], lifted: [], hot: 0, held: 0 },
    exports: { count: 0, problems: [] },
  };
  const faults = await trouble({ fleet, services, load, watcher, mishaps }, planned, settings, say);
  say('load and faults are over, waiting for quiet');
  await load.stop();

  const kafka = stockClient(services.brokers);
  const pool = new pg.Pool({ connectionString: services.databaseUrl, max: 2 });
  pool.on('error', () => undefined);
  stack.defer(() => pool.end());
  const recovery = await checkRecovery(fleet, () => quiet(kafka, pool, 1_000 * settings.patience));
  await fleet.stop();

  say('checking');
  const positions = await watcher.stop();
  const read = (topics: readonly string[], marked: boolean) => readTopics(kafka, topics, marked);
  // Ticks that the aggregation itself has written, for what is under embargo, are nobody's load.
  const stored = (await read(INPUT_TOPICS, false)).filter(({ headers }) => !isOwnTick(headers));
  const letters = await read(INPUT_TOPICS.map(deadLetterTopic), true);
  const published = await read(OUTPUT_TOPICS, true);
  const folded = fold(stored, load.book);
  const formerly = mishaps.replaced.flatMap(({ dealtWith }) => fold(dealtWith, load.book).deliveries);
  const log = await checkLog(pool, published, mishaps.restored);
  const verdicts = [
    checkInput(folded),
    ...recovery,
    positions,
    ...(await checkSales(pool, folded)),
    await checkOutcomes(pool, folded),
    checkDeadLetters(folded, letters, formerly, mishaps.restored),
    ...log,
    await checkLiftings(pool, mishaps.lifted),
    checkExports(mishaps.exports),
    await checkAgainstUndisturbed({
      kafka,
      brokers: services.brokers,
      serverUrl: services.serverUrl,
      pool,
      within: 1_000 * settings.patience,
    }),
  ];
  const changes = log[0]?.looked ?? 0;
  const { acknowledged, resent } = load;
  return {
    settings,
    faults,
    events: {
      acknowledged,
      resent,
      stored: stored.length,
      changes,
      publishedAgain: published.length - changes,
    },
    ownEnds: fleet.ownEnds,
    verdicts,
    seconds: (Date.now() - begun) / 1_000,
  };
}

async function trouble(
  world: World,
  planned: readonly Planned[],
  { seed, seconds }: ChaosSettings,
  say: Say,
): Promise<Inflicted[]> {
  const random = new Random(seed);
  const begun = Date.now();
  const faults: Inflicted[] = [];
  for (const { at, fault, instances, settles } of planned) {
    const passed = Date.now() - begun;
    // On a busy machine faults take longer than their nominal time.
    if (passed > 1_000 * seconds) break;
    const early = 1_000 * at - passed;
    if (early > 0) await pause(early);
    if (world.fleet.instances.length < instances) {
      await world.fleet.scale(instances);
      await world.fleet.ready(30_000).catch(() => undefined);
    }
    const inflicted = await inflict(fault, world, random.unit());
    say(`  ${((Date.now() - begun) / 1_000).toFixed(1).padStart(6)} s  ${inflicted.what}`);
    faults.push(inflicted);
    if (!inflicted.happened || (settles && !(await moved(world.watcher))))
      say(await diagnose(world.fleet, world.services.databaseUrl));
  }
  return faults;
}

/** Waits a limited time for progress; the final checks find a system that never recovers. */
function moved(watcher: PositionWatcher): Promise<boolean> {
  const before = watcher.dealtWith;
  return eventually(() => watcher.dealtWith > before, { within: 30_000, every: 50 }).catch(() => false);
}

async function checkRecovery(fleet: Fleet, isQuiet: () => Promise<void>): Promise<Verdict[]> {
  const findings = new Findings('after the last fault everything is dealt with, published and ready');
  for (const wait of [isQuiet, () => fleet.ready(60_000)]) {
    const problem = await wait().then(
      () => null,
      (error: unknown) => String(error),
    );
    findings.expect(problem === null, () => problem ?? '');
  }
  return [findings.verdict];
}
