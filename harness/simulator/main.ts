import { parseArgs } from 'node:util';
import { simulate } from './simulation.ts';

/**
 * npm run simulate -- [--seeds 10000] [--from 1]: runs that many seeds and ends with 1 at the first broken promise.
 * SEED=n npm run simulate: runs one seed and prints every decision.
 */
const { values } = parseArgs({
  options: { seeds: { type: 'string', default: '10000' }, from: { type: 'string', default: '1' } },
});
const only = process.env['SEED'];
const first = numberOf('--from', only ?? values.from);
const count = only === undefined ? numberOf('--seeds', values.seeds) : 1;

const begun = performance.now();
const used = process.cpuUsage();
let turns = 0;
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = await simulate(seed, { tracing: only !== undefined });
  turns += outcome.turns;
  if (only !== undefined) console.log(outcome.schedule.join('\n'));
  if (outcome.broken === null) continue;
  console.error(`Seed ${String(seed)}: ${outcome.broken}\nReplay it: SEED=${String(seed)} npm run simulate`);
  process.exit(1);
}
const seconds = (performance.now() - begun) / 1_000;
const busy = process.cpuUsage(used);
const cpu = (busy.user + busy.system) / 1_000_000;
console.log(
  `${String(count)} seeds, ${String(turns)} turns, ${seconds.toFixed(1)} s of which ${cpu.toFixed(1)} s computing, ${((60 * count) / seconds).toFixed(0)} seeds a minute: every promise was kept.`,
);

function numberOf(name: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  console.error(`${name} must be a whole number from 1 on, and is ${text}.`);
  process.exit(2);
}
