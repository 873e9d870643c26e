const ALL = '--all';

/** Jest's arguments for those of `npm test`: without any, the tests of the rooms; with `--all` those of the system as a whole, too. */
export function whichTests(given) {
  if (given.includes(ALL)) return given.filter((one) => one !== ALL);
  return given.length > 0 ? given : ['--selectProjects', 'pure', 'services'];
}
