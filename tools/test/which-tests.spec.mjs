import config from '../../jest.config.mjs';
import { whichTests } from './which-tests.mjs';

describe('which tests run', () => {
  it('without a word those of the rooms, all but one project', () => {
    const [flag, ...chosen] = whichTests([]);
    expect(flag).toBe('--selectProjects');
    const names = config.projects.map(({ displayName }) => displayName);
    expect([...chosen, 'system'].toSorted()).toEqual(names.toSorted());
  });

  it('with --all every test', () => {
    expect(whichTests(['--all'])).toEqual([]);
    expect(whichTests(['--all', '--json'])).toEqual(['--json']);
  });

  it('with a path whatever matches it', () => {
    expect(whichTests(['e2e/take-over'])).toEqual(['e2e/take-over']);
  });

  it('with --slowest the same, reported by time as well', () => {
    const reporters = ['default', './tools/test/slowest.mjs', './tools/test/last-line.mjs'];
    const flags = reporters.map((name) => `--reporters=${name}`);
    expect(whichTests(['--slowest'])).toEqual([...whichTests([]), ...flags]);
    expect(whichTests(['--slowest', 'libs/growth'])).toEqual(['libs/growth', ...flags]);
  });
});
