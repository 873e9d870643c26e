import { readCall } from './call.mjs';

describe('which tests run', () => {
  it('without arguments the tests of every room', () => {
    expect(readCall([])).toEqual({ targets: ['test'], slowest: false });
  });

  it('with --all the tests of the whole system, too', () => {
    expect(readCall(['--all', '--slowest'])).toEqual({ targets: ['test', 'e2e'], slowest: true });
  });

  it('with a path the tests that match it', () => {
    expect(readCall(['harness/e2e/take-over'])).toEqual({ jest: ['harness/e2e/take-over'], slowest: false });
    expect(readCall(['--slowest', 'libs/growth'])).toEqual({ jest: ['libs/growth'], slowest: true });
  });
});
