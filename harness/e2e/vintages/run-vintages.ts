import { exitOnSignals, startServices } from '../../services/index.ts';
import { startStack } from '../stack.ts';
import { checkReleases, type Checked } from './check-releases.ts';
import { japanVintages } from './japan.ts';
import { usVintages } from './us.ts';

const SETS = { us: usVintages, japan: japanVintages } as const;

/** Runs `npm run vintages`, with a line per release. Returns the exit code: 1 for a wrong state. */
export async function runVintages(args: readonly string[]): Promise<number> {
  const known = Object.keys(SETS) as (keyof typeof SETS)[];
  const unknown = args.find((arg) => !known.some((name) => name === arg));
  if (unknown !== undefined) {
    console.error(`No releases "${unknown}"; there are ${known.join(' and ')}.`);
    return 1;
  }
  exitOnSignals();
  await using stack = new AsyncDisposableStack();
  const services = await startServices();
  stack.defer(() => services.stop());
  process.env['TEST_KAFKA_BROKERS'] = services.brokers;
  process.env['TEST_DATABASE_URL'] = services.databaseUrl;
  const system = await startStack();
  stack.defer(() => system.stop());
  let releases = 0;
  let wrong = 0;
  for (const name of known.filter((set) => args.length === 0 || args.includes(set))) {
    for await (const checked of checkReleases(
      system,
      SETS[name](() => true),
    )) {
      console.log(lineOf(checked));
      for (const difference of checked.differences) console.log(`  ${difference}`);
      releases += 1;
      if (checked.differences.length > 0) wrong += 1;
    }
  }
  console.log(`${String(releases - wrong)} checks passed, ${String(wrong)} failed`);
  return wrong === 0 ? 0 : 1;
}

const lineOf = ({ release, events, keys, seconds, differences }: Checked): string =>
  [
    release.padEnd(10),
    `${events.toLocaleString('en').padStart(7)} events`,
    `${keys.toLocaleString('en').padStart(7)} states`,
    `${seconds.toFixed(1).padStart(6)} s`,
    differences.length === 0 ? 'same' : 'DIFFERENT',
  ].join('  ');
