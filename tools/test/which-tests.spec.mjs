import config from '../../jest.config.mjs';
import { whichTests } from './which-tests.mjs';

describe('which tests run', () => {
  it('without arguments the tests of the rooms, all but one project', () => {
    const [flag, ...chosen] = whichTests([]);
    expect(flag).toBe('--selectProjects');
    const names = config.projects.map(({ displayName }) => displayName);
    expect([...chosen, 'system'].toSorted()).toEqual(names.toSorted());
  });

  it('with --all every test', () => {
    expect(whichTests(['--all'])).toEqual([]);
    expect(whichTests(['--all', '--json'])).toEqual(['--json']);
  });

  it('with a path the tests that match it', () => {
    expect(whichTests(['harness/e2e/take-over'])).toEqual(['harness/e2e/take-over']);
  });

  it('with --slowest the same tests, and the slowest files', () => {
    const reporters = ['default', './tools/test/slowest.mjs', './tools/test/last-line.mjs'];
    const flags = reporters.map((name) => `--reporters=${name}`);
    expect(whichTests(['--slowest'])).toEqual([...whichTests([]), ...flags]);
    expect(whichTests(['--slowest', 'libs/growth'])).toEqual(['libs/growth', ...flags]);
  });
});
