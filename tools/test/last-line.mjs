import { closingLine } from './closing-line.mjs';

/** Jest reporter: counts, and prints them after everything else. */
export default class LastLine {
  #results;

  onRunComplete(_contexts, results) {
    this.#results = results;
    // After Jest's own summary, which it writes on the same occasion.
    process.once('exit', () => process.stdout.write(`${closingLine(results)}\n`));
  }

  getLastError() {
    return this.#results && this.#results.numTotalTests === 0 ? new Error('no test was run') : undefined;
  }
}
