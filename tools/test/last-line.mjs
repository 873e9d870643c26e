import { closingLine } from './closing-line.mjs';

/** Jest reporter that prints counts as the last line. */
export default class LastLine {
  #results;

  onRunComplete(_contexts, results) {
    this.#results = results;
    // Jest writes its own summary in the same step, so the line waits for the exit.
    process.once('exit', () => process.stdout.write(`${closingLine(results)}\n`));
  }

  getLastError() {
    return this.#results && this.#results.numTotalTests === 0 ? new Error('no test was run') : undefined;
  }
}
