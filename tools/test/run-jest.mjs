import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { readResults } from './results.mjs';
import { root, runChild } from './run-child.mjs';

const SCRIPT = ['--experimental-vm-modules', '--no-warnings', join(root, 'node_modules/jest/bin/jest.js')];
const OUTPUT = '--outputFile=';

/** Runs Jest with these arguments, and returns its exit code and its results, which `--outputFile=` keeps. */
export async function runJest(args) {
  const named = args.find((one) => one.startsWith(OUTPUT))?.slice(OUTPUT.length);
  const file = join(root, named ?? '.silkgauge/tests/results.json');
  mkdirSync(dirname(file), { recursive: true });
  rmSync(file, { force: true });
  const others = args.filter((one) => !one.startsWith(OUTPUT));
  const code = await runChild(SCRIPT, [...others, '--json', `${OUTPUT}${file}`]);
  return { code, results: [readResults(file)] };
}
