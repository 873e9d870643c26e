/** The harness for specs of all rooms: `@silkgauge/testing`. The product does not import it. */
export * from './services/index.ts';
export { madeKey, WrittenTable } from './fixtures/access.ts';
export { corruptBatch } from './fixtures/corrupt-log.ts';
export {
  batchOf,
  alertDrop,
  alertRule,
  bulletinDrop,
  bulletinPlan,
  description,
  printedSentence,
  release,
  sentenceDrop,
  tick,
  releaseCancellation,
  releaseOpening,
  figure,
  records,
  sale,
  statementWithdrawal,
  withdrawal,
  type SpecEvent,
} from './fixtures/events.ts';
export { Coordinator, FencedPartitions, type FenceRules } from './fixtures/fence-model.ts';
export { forgetRecords } from './fixtures/forget-records.ts';
export { longestBlock } from './fixtures/longest-block.ts';
export { startCollector, type Collector, type CollectedSpan } from './fixtures/otlp-collector.ts';
export { readTopic } from './fixtures/read-topic.ts';
export { sealedRecords } from './fixtures/sealed.ts';
export { runOperator, type CommandResult } from './fixtures/run-command.ts';
export { SEED_DRAFT, SEED_VERDICTS, SEED_VERDICTS_BESIDE_CBEC } from './fixtures/seed-article.ts';
export { SseClient, type SseEvent } from './fixtures/sse-client.ts';
export { newSystem, type System } from './fixtures/system.ts';
export { logOf, rearranged, world, type WorldEvent } from './fixtures/world.ts';
export { Random } from './random.ts';
