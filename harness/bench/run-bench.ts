import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../services/places.ts';
import { exitOnSignals } from '../services/process.ts';
import { readProfiles, selfTimes } from './measure/cpu-profile.ts';
import { runPeers } from './peers/run-peers.ts';
import { reportTable, type BenchReport } from './report.ts';
import { drain, type DrainResult } from './runs/drain.ts';
import { measureDesk } from './runs/desk.ts';
import { pushFacts } from './runs/facts.ts';
import { recomputeFamilies } from './runs/family.ts';
import { pushHotFigures } from './runs/hot.ts';
import { visitPage } from './runs/page.ts';
import { measureLiftings } from './runs/lifting.ts';
import { pushWithKeys } from './runs/keyed-pushes.ts';
import { measureNewsroom } from './runs/newsroom.ts';
import { readBesideOthers } from './runs/readers.ts';
import { readSdmx } from './runs/sdmx.ts';
import { measureStages } from './runs/stages.ts';
import { steadyState } from './runs/steady-state.ts';
import { drainTraced } from './runs/traced-drain.ts';
import { pushWebhooks } from './runs/webhooks.ts';
import { HELP, readSettings, type BenchSettings } from './settings.ts';

const folder = join(checkout, '.silkgauge/bench');
const SELF_TIMES = 25;

/** Runs `npm run bench`. Returns the exit code: 1 for a wrong table or topic. */
export async function bench(args: readonly string[]): Promise<number> {
  if (args.includes('--help')) {
    console.log(HELP);
    return 0;
  }
  exitOnSignals();
  const report = await measure(readSettings(args), (text) => {
    console.error(text);
  });
  const file = join(folder, `${report.startedAt.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${reportTable(report)}\n\n${file}`);
  const traced = [...(report.traces?.off ?? []), ...(report.traces?.on ?? [])];
  const drains = [...report.drains, ...traced, ...(report.peers?.drains ?? [])];
  const lost = report.steady?.toBoth.lost ?? 0;
  return drains.every(({ table, topic }) => table === 'same' && topic === 'same') && lost === 0 ? 0 : 1;
}

async function measure(settings: BenchSettings, say: (text: string) => void): Promise<BenchReport> {
  const { parts, processes, profile } = settings;
  const profiles = join(folder, 'profiles');
  if (profile) rmSync(profiles, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const startedAt = new Date().toISOString();
  const machine = {
    cpus: cpus().length,
    model: cpus()[0]?.model.trim() ?? 'unknown',
    node: process.version,
    load: loadavg()[0] ?? 0,
  };
  const aggregation = { processes, profile, folder, profiles };
  const drains: DrainResult[] = [];
  if (parts.includes('drain')) {
    for (const events of settings.events)
      drains.push(await drain({ ...aggregation, ...settings, events }, say));
  }
  const steady = parts.includes('steady') ? await steadyState({ ...aggregation, ...settings }, say) : null;
  const stages = parts.includes('stages') ? await measureStages(settings.stageEvents, folder, say) : [];
  const facts = parts.includes('facts') ? await pushFacts(folder, settings.limit, say) : null;
  const families = parts.includes('family') ? recomputeFamilies(say) : [];
  const hot = parts.includes('hot') ? await pushHotFigures(say) : [];
  const readers = parts.includes('readers') ? await readBesideOthers(say) : [];
  const page = parts.includes('page') ? await visitPage(say) : null;
  const webhooks = parts.includes('webhooks') ? await pushWebhooks(say) : null;
  const sdmx = parts.includes('sdmx') ? await readSdmx(say) : null;
  const newsroom = parts.includes('newsroom') ? await measureNewsroom(say) : null;
  const desk = parts.includes('newsroom') ? await measureDesk(say) : null;
  const liftings = parts.includes('newsroom') ? await measureLiftings(say) : [];
  const keyedPushes = parts.includes('keys') ? await pushWithKeys(say) : [];
  const [events = 0] = settings.events;
  const traces = parts.includes('traces')
    ? await drainTraced({ ...aggregation, ...settings, events }, say)
    : null;
  const harness = process.env['PEERS'];
  return {
    machine,
    startedAt,
    drains,
    steady,
    stages,
    facts,
    families,
    hot,
    readers,
    page,
    webhooks,
    sdmx,
    newsroom,
    keyedPushes,
    traces,
    liftings,
    desk,
    profile: profile ? selfTimes(readProfiles(profiles), SELF_TIMES) : [],
    peers: harness ? await runPeers(harness, settings, folder) : null,
  };
}
