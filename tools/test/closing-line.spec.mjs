import { closingLine } from './closing-line.mjs';

const none = {
  numPassedTests: 0,
  numFailedTests: 0,
  numRuntimeErrorTestSuites: 0,
  numPendingTests: 0,
  numTodoTests: 0,
};

describe('the last line of a test run', () => {
  it('counts passed and failed tests', () => {
    expect(closingLine([{ ...none, numPassedTests: 12, numFailedTests: 3 }])).toBe('12 passed, 3 failed');
  });

  it('counts a file that did not run as a failure', () => {
    expect(closingLine([{ ...none, numPassedTests: 1, numRuntimeErrorTestSuites: 2 }])).toBe(
      '1 passed, 2 failed',
    );
  });

  it('counts skipped tests', () => {
    expect(closingLine([{ ...none, numPendingTests: 1, numTodoTests: 1 }])).toBe(
      '0 passed, 0 failed, 2 skipped',
    );
  });
});
