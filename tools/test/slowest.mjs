const SHOWN = 15;

const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(1)} s`;

/** Milliseconds of each phase of a test file. */
function timesOf({ testFilePath, perfStats, testResults }) {
  const ran = testResults.filter(({ startAt }) => typeof startAt === 'number');
  const before = Math.min(perfStats.end, ...ran.map(({ startAt }) => startAt)) - perfStats.start;
  const tests = ran.reduce((sum, { duration }) => sum + (duration ?? 0), 0);
  const [longest] = ran.toSorted((a, b) => (b.duration ?? 0) - (a.duration ?? 0));
  const after = Math.max(0, perfStats.runtime - before - tests);
  return { testFilePath, whole: perfStats.runtime, before, tests, after, longest };
}

/** Lines about the slowest test files: loading and set-up, tests, clean-up, and the longest test. */
export function slowestLines(files, root) {
  return files
    .map(timesOf)
    .toSorted((a, b) => b.whole - a.whole)
    .slice(0, SHOWN)
    .flatMap(({ testFilePath, whole, before, tests, after, longest }) => [
      `${seconds(whole).padStart(8)}  ${testFilePath.replace(`${root}/`, '')}`,
      `          set-up ${seconds(before)}, tests ${seconds(tests)}, clean-up ${seconds(after)}` +
        (longest ? `; longest: ${longest.fullName}, ${seconds(longest.duration ?? 0)}` : ''),
    ]);
}

/** Jest reporter of `npm test -- --slowest`. */
export default class Slowest {
  #root;

  constructor({ rootDir }) {
    this.#root = rootDir;
  }

  onRunComplete(_contexts, { testResults }) {
    process.stdout.write(`\nSlowest files:\n${slowestLines(testResults, this.#root).join('\n')}\n`);
  }
}
