import { relative } from 'node:path';
import { root } from './run-child.mjs';

const SHOWN = 15;

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Milliseconds of each phase of a test file. */
function timesOf({ name, startTime, endTime, assertionResults }) {
  const whole = endTime - startTime;
  const ran = assertionResults.filter(({ startAt }) => typeof startAt === 'number');
  const before = Math.min(endTime, ...ran.map(({ startAt }) => startAt)) - startTime;
  const tests = ran.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  const [longest] = ran.toSorted((a, b) => (b.duration ?? 0) - (a.duration ?? 0));
  return { name, whole, before, tests, after: Math.max(0, whole - before - tests), longest };
}

/** Lines about the slowest test files of several runs of Jest: loading and set-up, tests, clean-up, the longest test. */
export function slowestLines(results, folder = root) {
  return results
    .flatMap(({ testResults }) => testResults)
    .map(timesOf)
    .toSorted((a, b) => b.whole - a.whole)
    .slice(0, SHOWN)
    .flatMap(({ name, whole, before, tests, after, longest }) => [
      `${seconds(whole).padStart(8)}  ${relative(folder, name)}`,
      `          set-up ${seconds(before)}, tests ${seconds(tests)}, clean-up ${seconds(after)}` +
        (longest ? `; longest: ${longest.fullName}, ${seconds(longest.duration ?? 0)}` : ''),
    ]);
}
