const sum = (results, name) => results.reduce((total, { [name]: number }) => total + number, 0);

/** `N passed, N failed` for the results of several runs of Jest. A file that did not run counts as one failure. */
export function closingLine(results) {
  const failed = sum(results, 'numFailedTests') + sum(results, 'numRuntimeErrorTestSuites');
  const skipped = sum(results, 'numPendingTests') + sum(results, 'numTodoTests');
  const passed = `${sum(results, 'numPassedTests')} passed, ${failed} failed`;
  return skipped > 0 ? `${passed}, ${skipped} skipped` : passed;
}
