import { answerExports } from './exports/answer-exports.ts';

/** The entry of the thread that makes exports. */
await answerExports();
