const ALL = '--all';
const SLOWEST = '--slowest';
const REPORTERS = ['default', './tools/test/slowest.mjs', './tools/test/last-line.mjs'];

/**
 * Jest's arguments for those of `npm test`: without any, the tests of the rooms; with `--all` those of the system as a whole, too;
 * `--slowest` tells in which files the time went.
 */
export function whichTests(given) {
  const more = given.includes(SLOWEST) ? REPORTERS.map((name) => `--reporters=${name}`) : [];
  const rest = given.filter((one) => one !== SLOWEST);
  if (rest.includes(ALL)) return [...rest.filter((one) => one !== ALL), ...more];
  return [...(rest.length > 0 ? rest : ['--selectProjects', 'pure', 'services']), ...more];
}
