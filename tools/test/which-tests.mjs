const ALL = '--all';
const SLOWEST = '--slowest';
const REPORTERS = ['default', './tools/test/slowest.mjs', './tools/test/last-line.mjs'];

/** Jest's arguments for the arguments of `npm test`; see tools/test.mjs. */
export function whichTests(given) {
  const more = given.includes(SLOWEST) ? REPORTERS.map((name) => `--reporters=${name}`) : [];
  const rest = given.filter((one) => one !== SLOWEST);
  if (rest.includes(ALL)) return [...rest.filter((one) => one !== ALL), ...more];
  return [...(rest.length > 0 ? rest : ['--selectProjects', 'pure', 'services']), ...more];
}
